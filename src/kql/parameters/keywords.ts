/** The words of KQL that look like a name, as its parser lists them; some of them could be names in places. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  `
    access accumulate alias and anomalychart areachart as asc bagexpansion barchart best_effort between bin
    bin_legacy bool boolean by byte cachingpolicy callout cancel card char columnchart consume contains
    contains_cs containscs __contextual_datatable count __crossCluster __crossDB cycles database dataexport
    dataformat datascope datatable date datetime datetime_pattern decimal declare decodeblocks default desc
    distinct double dynamic earliest edges encodingpolicy endswith endswith_cs entity_group evaluate
    __executeAndCache expandoutput extend extent_tags_retention external_data externaldata facet filter find
    first flags float force_remote fork from getschema graph guid harddelete hardretention has has_all has_any
    has_cs hasprefix hasprefix_cs hassuffix hassuffix_cs hotcache __id id in inline_external_table int int16
    int32 int64 int8 invoke __isFuzzy isfuzzy join journal kind ladderchart last latest let like likecs limit
    linechart long lookup materialize mdm missing mvapply mvexpand nodes nooptimization notcontains
    notcontainscs notlike notlikecs __noWithSource null nulls of on optional or order others output pack
    __packedColumn parse partition __partitionby pathformat pattern piechart pivotchart plotly print project
    __projectAway queries query_parameters query_results range real reduce regex relaxed render restrict
    restricted_view_access row_level_security rowstore rowstore_references rowstore_sealinfo rowstorepolicy
    rowstores sample scan scatterchart seal seals search serialize set shards simple softdelete softretention
    sort __sourceColumnIndex sql stackedareachart startswith startswith_cs statistics step
    storedqueryresultcontainers string summarize tablepurge take time timechart timeline timepivot timespan
    title to top toscalar totable treemap typeof uint uint16 uint32 uint64 uint8 ulong union uniqueid
    unrestrictedviewers uuid verbose view viewers views where with with_itemindex with_match_id with_node_id
    with_source with_step_name withsource writeaheadlog
  `
    .trim()
    .split(/\s+/),
);
