import type { FastifyInstance } from 'fastify';
import type { Persona, Sandbox } from './sandbox.ts';
import { describedPersonas } from './sign-in/directory/personas.ts';
import type { SignIn } from './sign-in/sign-in.ts';

const PERSONAS = describedPersonas();
const LIFETIME_SECONDS = 3600;

function isPersona(value: string | null): value is Persona {
  return PERSONAS.some(({ name }) => name === value);
}

/**
 * `POST /sandbox/token` with form field `as`: a token to play with, as a token endpoint answers it (RFC 6749 section
 * 5.1), or alone as text for `Accept: text/plain`. It is meant for the gateway, which exchanges it; with
 * `audience=defender`, `audience=graph` or `audience=xdr` it is meant for that API and passed through.
 * `GET /sandbox/personas`: whom it may be for, and what each may do.
 */
export function devTokenRoute(app: FastifyInstance, sandbox: Sandbox, signIn: SignIn): void {
  const mint = (as: Persona, audience: string | null): Promise<string> => {
    if (audience === 'graph') return sandbox.mintGraphToken(as);
    if (audience === 'xdr') return sandbox.mintXdrToken(as);
    return audience === 'defender' ? sandbox.mintToken(as) : signIn.mintGatewayToken(as);
  };
  app.get('/sandbox/personas', (_, reply) => reply.header('cache-control', 'no-store').send(PERSONAS));
  void app.register((scope, _, done) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, parsed) =>
      parsed(null, new URLSearchParams(String(body))),
    );
    scope.post('/sandbox/token', async (request, reply) => {
      const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
      const as = form.get('as');
      void reply.header('cache-control', 'no-store');
      if (!isPersona(as)) {
        const error_description = `Send the form field as with one of ${PERSONAS.map(({ name }) => name).join(', ')}.`;
        return reply.code(400).send({ error: 'invalid_request', error_description });
      }
      const access_token = await mint(as, form.get('audience'));
      if (request.headers.accept === 'text/plain') return reply.type('text/plain').send(access_token);
      return reply.send({ access_token, token_type: 'Bearer', expires_in: LIFETIME_SECONDS });
    });
    done();
  });
}
