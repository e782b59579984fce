import { Agent, EnvHttpProxyAgent, Pool, type Dispatcher } from 'undici';

/** The proxy by which calls leave a company's network. */
export interface ProxySettings {
  /** May hold a name and a password, so that it is never logged. */
  url: string;
  /** Hosts that are called directly: names with all below them, separated by commas, `*` for all. */
  bypass: string;
}

/** As Go's programs have it: no proxy finds the addresses of the machine that asks. */
const OWN_MACHINE = 'localhost,127.0.0.1,[::1]';
/** Milliseconds for a proxy to open a tunnel, the connection to the other end included. */
const TUNNEL_TIMEOUT = 10_000;

/** No tunnel to the API could be opened: not a byte of a call has left. */
class TunnelError extends Error {
  override readonly name = 'TunnelError';
  readonly code = 'ERR_PROXY_TUNNEL';
}

type Connect = (options: object, callback: (error: Error | null, socket: unknown) => void) => void;

/**
 * Whatever fails before a tunnel is there, the TLS handshake within it included, gets one name: a proxy that hangs up looks
 * like an API that hangs up after it got the call, and undici itself would try again at once and without an end.
 */
function tunneling(connect: Connect): Connect {
  return (options, callback) =>
    connect(options, (error, socket) => {
      if (error === null) callback(null, socket);
      else callback(new TunnelError(`The proxy opened no tunnel: ${error.message}`, { cause: error }), null);
    });
}

function connectionPool(origin: string | URL, { connect, ...options }: Pool.Options): Dispatcher {
  const own = typeof connect === 'function' ? tunneling(connect as unknown as Connect) : connect;
  return new Pool(origin, { ...options, connect: own as Pool.Options['connect'] });
}

/**
 * Connections to the vendor, with TLS from end to end: a proxy is asked by CONNECT alone and sees names of hosts, but no
 * call. Plain http is for the loopback address and goes through none. `ca`: further authorities as PEM.
 */
export function createDispatcher(options: Agent.Options, proxy: ProxySettings | null, ca?: string): Dispatcher {
  const tls = ca === undefined ? {} : { ca };
  if (proxy === null) return new Agent({ ...options, connect: tls });
  return new EnvHttpProxyAgent({
    ...options,
    connect: tls,
    requestTls: tls,
    httpProxy: '',
    httpsProxy: proxy.url,
    noProxy: proxy.bypass === '*' ? '*' : `${OWN_MACHINE},${proxy.bypass}`,
    factory: (origin, pool) => connectionPool(origin, pool),
    clientFactory: (origin, pool) => new Pool(origin, { ...pool, headersTimeout: TUNNEL_TIMEOUT }),
  });
}
