/** What a person reads of a fault of MSAL's or of the sign-in service, without what is for its operators. */
export function saidBy(fault: unknown): string {
  const text = fault instanceof Error ? fault.message : String(fault);
  const said = /AADSTS\d+: [^]*?(?=\s*(?:Trace ID|Correlation ID|Timestamp):|$)/.exec(text)?.[0];
  return (said ?? text).replaceAll(/\s+/g, ' ').trim();
}

/** What MSAL calls it when requests fail, or are answered with anything but what was asked for. */
const UNREACHABLE: ReadonlySet<string> = new Set([
  'endpoints_resolution_error',
  'failed_to_parse_response',
  'get_request_failed',
  'network_error',
  'no_network_connectivity',
  'openid_config_error',
  'post_request_failed',
]);

/** What the page says of a sign-in that came to nothing. */
export function failureOf(fault: unknown): string {
  const said = saidBy(fault);
  if (fault instanceof Error && 'errorCode' in fault && UNREACHABLE.has(String(fault.errorCode))) {
    return 'The sign-in service cannot be reached from this browser: nobody is signed in. Try again.';
  }
  // Back from the sign-in service's page without an answer, or Cancel on it.
  const isCancelled = /^AADSTS65004:|^user_cancelled/.test(said);
  return isCancelled ? 'The sign-in was cancelled: nobody is signed in.' : `Nobody is signed in: ${said}`;
}
