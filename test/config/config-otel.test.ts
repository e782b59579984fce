import { ConfigError, readConfig } from '../../src/config.ts';

/** What a real tenant needs, and these variables. */
const otelOf = (variables: Record<string, string>) => readConfig({ SANDBOX: 'true', ...variables }).otel;

function faultsOf(variables: Record<string, string>): readonly string[] {
  try {
    readConfig({ SANDBOX: 'true', ...variables });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

describe('OpenTelemetry is asked for', () => {
  test('by an endpoint, for both signals', () => {
    const otel = otelOf({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel.contoso.example:4318/' });
    expect(otel?.traces).toMatchObject({
      target: { url: 'http://otel.contoso.example:4318/v1/traces', protocol: 'http/protobuf', timeout: 10_000 },
      sampler: 'parentbased_always_on',
      isPropagated: false,
    });
    expect(otel?.metrics?.target.url).toBe('http://otel.contoso.example:4318/v1/metrics');
  });

  test('by an endpoint of one signal, taken as it is, or by an exporter, at the standard place', () => {
    const one = otelOf({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://traces.contoso.example/in' });
    expect([one?.traces?.target.url, one?.metrics]).toEqual(['https://traces.contoso.example/in', null]);
    const chosen = otelOf({ OTEL_METRICS_EXPORTER: 'otlp' });
    expect([chosen?.metrics?.target.url, chosen?.traces]).toEqual(['http://localhost:4318/v1/metrics', null]);
  });

  test('not by anything else, and not where it is switched off', () => {
    expect(otelOf({ OTEL_SERVICE_NAME: 'edge', OTEL_TRACES_SAMPLER: 'always_on' })).toBeNull();
    expect(otelOf({ OTEL_TRACES_EXPORTER: 'otlp', OTEL_SDK_DISABLED: 'true' })).toBeNull();
  });

  test('beside the sandbox, which it does not switch off', () => {
    expect(readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318' }).sandbox).toBe(true);
    expect(readConfig({ PROPAGATE_TRACE_CONTEXT: 'true', DEFENDER_API_URL: 'http://127.0.0.1:1' }).sandbox).toBe(false);
  });

  test('with a name of the service before the attributes, which are decoded', () => {
    const OTEL_RESOURCE_ATTRIBUTES = 'service.name=a, team=blue%20one,empty=';
    const resourceOf = (more: Record<string, string>) =>
      otelOf({ OTEL_TRACES_EXPORTER: 'otlp', OTEL_RESOURCE_ATTRIBUTES, ...more })?.resource;
    expect(resourceOf({})).toEqual({ 'service.name': 'a', team: 'blue one', empty: '' });
    expect(resourceOf({ OTEL_SERVICE_NAME: 'b' })).toMatchObject({ 'service.name': 'b' });
  });
});

test.each([
  ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc', 'must be http/protobuf or http/json; gRPC is not spoken'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318', 'must be an http or https URL'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'https://user:key@otel.contoso.example', 'must be an http or https URL'],
  ['OTEL_EXPORTER_OTLP_HEADERS', 'key', 'must be name=value pairs, separated by commas, percent-encoded'],
  ['OTEL_RESOURCE_ATTRIBUTES', 'a=%zz', 'must be name=value pairs, separated by commas, percent-encoded'],
  ['OTEL_TRACES_EXPORTER', 'jaeger', 'must be otlp or none'],
  ['OTEL_TRACES_SAMPLER_ARG', '1.5', 'must be a number from 0 to 1'],
  ['OTEL_BSP_MAX_QUEUE_SIZE', '0', 'must be a whole number from 1'],
])('a wrong %s (%s) stops the start', (name, value, fault) => {
  expect(faultsOf({ [name]: value })).toEqual([`${name}: ${fault}`]);
});
