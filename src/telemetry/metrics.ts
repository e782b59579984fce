import { Counter, Histogram, Registry } from 'prom-client';

/** The figures an operator watches; a registry of its own, so that two servers in one process do not add up. */
export class Metrics {
  readonly registry = new Registry();
  readonly #requests = new Histogram({
    name: 'defender_graphql_request_seconds',
    help: 'GraphQL requests by outcome: ok, or the code of the first error',
    labelNames: ['outcome'],
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300],
    registers: [this.registry],
  });
  readonly #calls = new Histogram({
    name: 'defender_graphql_upstream_call_seconds',
    help: 'Calls of the Defender API by operation and status; status 0 is a call without an answer',
    labelNames: ['operation', 'status'],
    buckets: [0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300],
    registers: [this.registry],
  });
  readonly #unknownEnumValues = new Counter({
    name: 'defender_graphql_unrecognized_enum_values_total',
    help: 'Enum values that the vendor sent and does not document, by enum',
    labelNames: ['enum'],
    registers: [this.registry],
  });

  request(outcome: string, milliseconds: number): void {
    this.#requests.observe({ outcome }, milliseconds / 1000);
  }

  upstreamCall(operation: string, status: number, milliseconds: number): void {
    this.#calls.observe({ operation, status: String(status) }, milliseconds / 1000);
  }

  /** The value itself is not a label: the vendor could make up any number of them. */
  unknownEnumValue(enumName: string): void {
    this.#unknownEnumValues.inc({ enum: enumName });
  }
}
