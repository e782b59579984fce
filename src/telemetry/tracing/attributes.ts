/**
 * Attributes of spans: the semantic conventions' where they have one (opentelemetry.io/docs/specs/semconv), else in a
 * namespace of the gateway's own. What a caller asks for, and with which token, is in none.
 */
export const ATTRIBUTES = {
  method: 'http.request.method',
  route: 'http.route',
  status: 'http.response.status_code',
  errorType: 'error.type',
  operationName: 'graphql.operation.name',
  operationType: 'graphql.operation.type',
  outcome: 'defender_graphql.outcome',
  requestId: 'defender_graphql.request_id',
  documentIdHash: 'defender_graphql.document_id_hash',
  tenant: 'defender_graphql.tenant',
  clientName: 'defender_graphql.client.name',
  clientVersion: 'defender_graphql.client.version',
  calls: 'defender_graphql.upstream.calls',
  cacheHits: 'defender_graphql.upstream.cache_hits',
  coalesced: 'defender_graphql.upstream.coalesced',
  waitedMs: 'defender_graphql.upstream.waited_ms',
  field: 'defender_graphql.field',
  serverAddress: 'server.address',
  serverPort: 'server.port',
  urlTemplate: 'url.template',
  api: 'defender_graphql.upstream.api',
  operation: 'defender_graphql.upstream.operation',
  quotaClass: 'defender_graphql.upstream.quota_class',
  waitMs: 'defender_graphql.upstream.wait_ms',
  correlationId: 'defender_graphql.upstream.correlation_id',
  source: 'defender_graphql.answer_source',
} as const;
