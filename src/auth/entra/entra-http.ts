import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import type { Dispatcher } from 'undici';
import { createDispatcher, type ProxySettings } from '../../rest/egress/egress.ts';
import { httpExchange } from '../../rest/http/http-exchange.ts';
import type { HttpResponse } from '../../rest/http/http-message.ts';
import { RestError } from '../../rest/rest-error.ts';

/** MSAL sets no time limit of its own, and a sign-in server that hangs would hang every caller. */
const TIME_LIMIT = 5_000;
const MAX_RESPONSE_BYTES = 1024 * 1024;

/**
 * The HTTP side of Entra ID, for MSAL and for ourselves: a time limit, a byte cap, no redirect, and nothing but JSON (MSAL
 * throws a TypeError on the HTML that a proxy answers).
 */
export class EntraHttp implements INetworkModule {
  readonly #dispatcher: Dispatcher;
  readonly #timeLimit: number;

  /**
   * `ca`: further certificate authorities as PEM, next to those of Node and NODE_EXTRA_CA_CERTS. `timeLimit`: milliseconds
   * for a call. `proxy`: by which it is called.
   */
  constructor(ca?: string, timeLimit = TIME_LIMIT, proxy: ProxySettings | null = null) {
    this.#timeLimit = timeLimit;
    this.#dispatcher = createDispatcher({ connections: 16, headersTimeout: 0, bodyTimeout: 0 }, proxy, ca);
  }

  /** The JSON at a URL of the sign-in host. Throws RestError when there is none. */
  async getJson(url: string): Promise<unknown> {
    const answer = await this.#call('GET', url);
    if (answer.status !== 200) {
      throw new RestError('UPSTREAM_UNAVAILABLE', `The sign-in service answered ${answer.status}.`, answer);
    }
    return this.#parse(answer);
  }

  sendGetRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    return this.#forMsal<T>('GET', url, options);
  }

  sendPostRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    return this.#forMsal<T>('POST', url, options);
  }

  close(): Promise<void> {
    return this.#dispatcher.destroy();
  }

  async #forMsal<T>(method: 'GET' | 'POST', url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    const answer = await this.#call(method, url, options);
    return { status: answer.status, headers: answer.headers, body: this.#parse(answer) as T };
  }

  #call(method: 'GET' | 'POST', url: string, options?: NetworkRequestOptions): Promise<HttpResponse> {
    return httpExchange({
      target: 'The sign-in service',
      url,
      method,
      headers: { accept: 'application/json', ...options?.headers },
      body: options?.body,
      timeLimit: this.#timeLimit,
      maxResponseBytes: MAX_RESPONSE_BYTES,
      signal: undefined,
      dispatcher: this.#dispatcher,
    });
  }

  #parse({ body, status }: HttpResponse): unknown {
    try {
      return JSON.parse(body);
    } catch (cause) {
      throw new RestError('UPSTREAM_UNAVAILABLE', 'The sign-in service answered with something other than JSON.', {
        status,
        cause,
      });
    }
  }
}
