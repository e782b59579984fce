/**
 * Queries with faults, each marked by ‹ and ›. What is found there stands behind, in the order of its place. The marks
 * are taken out before the query is looked over: they tell the line, the column and the length that must come back.
 */
export type Marked = readonly [query: string, ...found: `${string} ${'ERROR' | 'WARNING' | 'INFORMATION'}`[]];

/** Not sent. */
export const BROKEN: readonly Marked[] = [
  ['DeviceInfo | where‹›', 'KS006 ERROR'],
  ['DeviceInfo\n| where DeviceName == "a‹›\n| take 5', 'KS001 ERROR'],
  [`DeviceInfo | where DeviceName == 'a" and 1 == 1‹›`, 'KS001 ERROR'],
  ['DeviceInfo | where ‹DeviceName = "a"›', 'KS141 ERROR'],
  ['DeviceInfo | where (DeviceName == "a"‹›', 'KS005 ERROR'],
  ['DeviceInfo\n  | ‹whre› ‹‹DeviceName››', 'KS176 ERROR', 'KS005 ERROR', 'KS142 WARNING'],
  ['DeviceInfo |‹›| take 5', 'KS176 ERROR'],
  ['DeviceInfo | project DeviceId,‹›', 'KS006 ERROR'],
  ['DeviceInfo | summarize count( ‹by› DeviceId', 'KS005 ERROR'],
  ['DeviceInfo | take ‹"five"›', 'KS134 ERROR'],
  ['DeviceInfo | take 5 ‹5›', 'KS005 ERROR'],
  ['DeviceInfo | where OSBuild ‹has› "x"', 'KS106 ERROR'],
  ['DeviceInfo\r\n| where Timestamp ‹>› "x"\r\n| take 5', 'KS106 ERROR'],
  ['DeviceInfo\r| where OSBuild ‹has› "x"\n\r\n| take 5', 'KS106 ERROR'],
  ['print "😀", "\u2028"\n| where "日本😀" ‹>› 5', 'KS106 ERROR'],
  ['// where\nDeviceInfo | where ‹strlen›(DeviceName, 5) > 1', 'KS119 ERROR'],
  ['DeviceInfo | where ‹DeviceName›', 'KS141 ERROR'],
  ['DeviceInfo | where Timestamp > ago(‹"x"›)', 'KS107 ERROR'],
  ['DeviceInfo | where Timestamp ‹>=› 7d', 'KS106 ERROR'],
  ['DeviceInfo | where ‹count›() > 5', 'KS144 ERROR'],
  ['DeviceInfo | summarize ‹Timestamp› by DeviceId', 'KS236 ERROR'],
  ['DeviceInfo | project a = 1, ‹a› = 2', 'KS171 ERROR'],
  ['let a = 1‹›\nDeviceInfo', 'KS005 ERROR'],
  ['let a = 1; let ‹a› = 2; print a', 'KS201 ERROR'],
  ['DeviceInfo | join kind=‹sideways› (DeviceInfo) on DeviceId', 'KS005 ERROR'],
  ['DeviceInfo | where DeviceName has_any ‹"a"›, "b"‹›', 'KS005 ERROR', 'KS005 ERROR'],
  ['DeviceInfo | where DeviceName ==‹› ‹‹“››a‹”›', 'KS006 ERROR', 'KS002 ERROR', 'KS198 ERROR', 'KS002 ERROR'],
  ['print x = dynamic({"a":‹› })', 'KS006 ERROR'],
  ['DeviceInfo | where DeviceName == "a" and‹›', 'KS006 ERROR'],
  ['range x from 1 to‹›‹›‹›', 'KS006 ERROR', 'KS005 ERROR', 'KS006 ERROR'],
  ['‹/›* no such comment *‹/› DeviceInfo', 'KS198 ERROR'],
  ['DeviceInfo; DeviceInfo |‹›', 'KS176 ERROR'],
  ['‹.›show tables', 'COMMAND ERROR'],
  ['// first this\n\n  ‹.›drop table DeviceInfo', 'COMMAND ERROR'],
  ['DeviceInfo | take 5;\r\n// and then\r\n‹.›drop table DeviceInfo', 'COMMAND ERROR'],
  ['let f = () { print 1;\n‹.›show version };\nf()', 'COMMAND ERROR'],
  ['‹#connect cluster("x")›\nDeviceInfo', 'COMMAND ERROR'],
  ['DeviceInfo\n‹#crp x›', 'COMMAND ERROR'],
  ['let a = 1;‹›', 'NO_RESULT ERROR'],
  ['// nothing here\n ; ‹›', 'NO_RESULT ERROR'],
  [`print ${'('.repeat(200)}‹(›${'1'}${')'.repeat(201)}`, 'TOO_DEEP ERROR'],
  [`print dynamic(${'['.repeat(199)}‹[›`, 'TOO_DEEP ERROR'],
];

/** Sent: what is unknown here may be known there. */
export const DOUBTFUL: readonly Marked[] = [
  ['DeviceInfo | where ‹Nope› == 1', 'KS142 WARNING'],
  ['DeviceInfo | where ‹deviceid› == "x"', 'KS142 WARNING'],
  ['‹NoTable› | where X == 1 | project Y', 'KS204 WARNING'],
  ['DeviceInfo | where ‹nofunc›(DeviceName) > 5', 'KS211 WARNING'],
  ['DeviceInfo | evaluate ‹noplugin›()', 'KS124 WARNING'],
  ['DeviceInfo | where ‹‹Nope›› in~ ("x")', 'KS107 WARNING', 'KS142 WARNING'],
  ['DeviceInfo | project-away ‹‹Nope››', 'KS109 WARNING', 'KS142 WARNING'],
  ['DeviceInfo | where ago(‹‹Nope››) > Timestamp', 'KS107 WARNING', 'KS142 WARNING'],
  ['DeviceInfo | extend z = ‹Nope› + 1\n| where z ‹>› ago(1d)', 'KS142 WARNING', 'KS106 WARNING'],
  [
    'DeviceInfo | extend y = ‹Nope› + 1 | extend z = y\n| summarize max(z) | where max_z ‹>› ago(1d)',
    'KS142 WARNING',
    'KS106 WARNING',
  ],
  [
    'DeviceInfo | where ‹Nope› == 1\n| join ‹NoTable› on DeviceId\r\n| where ‹nofunc›(Nope2)',
    'KS142 WARNING',
    'KS204 WARNING',
    'KS211 WARNING',
  ],
  ['let t = ‹NoTable›;\nt | where ‹X› == 1', 'KS142 WARNING', 'KS142 WARNING'],
  ['DeviceRegistryEvents | project ‹AdditionalFields›', 'KS142 WARNING'],
  ['cluster(‹"x"›).database("y").T | take 1', 'KS207 WARNING'],
  ['print 1;\n‹print 2›', 'SEVERAL_RESULTS WARNING'],
  ['‹›print ' + Array.from({ length: 700 }, () => '1').join(' + '), 'KS245 WARNING'],
];

/** An unknown name lends no doubt to what has nothing to do with it. */
export const BROKEN_BESIDE: readonly Marked[] = [
  ['DeviceInfo | where ‹Nope› > 5 and OSBuild ‹has› "x"', 'KS142 WARNING', 'KS106 ERROR'],
  ['DeviceInfo | extend z = ‹Nope› + 1 | where OSBuild ‹>› ago(1d)', 'KS142 WARNING', 'KS106 ERROR'],
];
