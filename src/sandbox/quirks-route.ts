import type { FastifyInstance } from 'fastify';
import type { CountOption, Quirks } from './wire/quirks.ts';

/** What the form field `count` may say, as a quirk. */
const COUNTS: ReadonlyMap<string, CountOption> = new Map<string, CountOption>([
  ['asked', true],
  ['always', 'always'],
  ['ignored', 'ignored'],
  ['refused', false],
]);

/**
 * `POST /sandbox/quirks` makes lists come in short pages that do not say so: `cap` rows of `list` (an operation such as
 * `listAlerts`; all lists where it is left out; without `cap`, uncut), and `count` how `@odata.count` is told.
 */
export function quirksRoute(app: FastifyInstance, quirks: Quirks): void {
  void app.register((scope, _, done) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, parsed) =>
      parsed(null, new URLSearchParams(String(body))),
    );
    scope.post('/sandbox/quirks', (request, reply) => {
      const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
      const cap = form.get('cap') ?? '';
      const count = COUNTS.get(form.get('count') ?? 'asked');
      if (!/^([1-9]\d{0,4})?$/.test(cap) || count === undefined) {
        const error_description = `Send cap as a number from 1 to 99999 or not at all, count as one of ${[...COUNTS.keys()].join(', ')}.`;
        return reply.code(400).send({ error: 'invalid_request', error_description });
      }
      quirks.silentCaps = cap === '' ? {} : { ...quirks.silentCaps, [form.get('list') ?? '*']: Number(cap) };
      quirks.countOption = count;
      return reply.send({ silentCaps: quirks.silentCaps, countOption: quirks.countOption });
    });
    done();
  });
}
