import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';

/** The fields that a path leads through, whichever rows they are in: `alerts.nodes.machine`. */
function fieldsOf(path: GraphQLFormattedError['path'] = []): string {
  return path.filter((step) => typeof step === 'string').join('.');
}

/**
 * Errors for a permission that is missing, one for each field: a page of a thousand rows whose relation needs it is one
 * thing to ask an administrator for. The first keeps its path; its message says how often the field is null.
 */
function mergeMissingPermissions(errors: readonly GraphQLFormattedError[]): GraphQLFormattedError[] {
  const first = new Map<string, { error: GraphQLFormattedError; count: number }>();
  const merged: (() => GraphQLFormattedError)[] = [];
  for (const error of errors) {
    const { permission } = error.extensions ?? {};
    const field = fieldsOf(error.path);
    if (typeof permission !== 'string') {
      merged.push(() => error);
      continue;
    }
    const name = JSON.stringify([field, permission, error.message]);
    const known = first.get(name);
    if (known !== undefined) {
      known.count += 1;
      continue;
    }
    const group = { error, count: 1 };
    first.set(name, group);
    merged.push(() =>
      group.count === 1
        ? error
        : { ...error, message: `${error.message} For lack of it, ${field} is null in ${group.count} places.` },
    );
  }
  return merged.map((show) => show());
}

/** Tells of each missing permission once for each field, instead of once for each row. */
export function missingPermissionPlugin<C extends BaseContext>(): ApolloServerPlugin<C> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ response: { body } }) => {
          if (body.kind === 'single' && (body.singleResult.errors?.length ?? 0) > 1) {
            body.singleResult.errors = mergeMissingPermissions(body.singleResult.errors ?? []);
          }
          return Promise.resolve();
        },
      }),
  };
}
