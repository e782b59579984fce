import { CombinedGraphQLErrors } from '@apollo/client';
import type { ReactNode } from 'react';

/** `IN_PROGRESS` as people write it; a dash for nothing. */
export const words = (value: string | null | undefined): string =>
  value == null || value === '' ? '–' : value.toLowerCase().replaceAll('_', ' ');

export function Time({ at }: { at: string | null | undefined }): ReactNode {
  return at == null ? '–' : <time dateTime={at}>{new Date(at).toLocaleString()}</time>;
}

/** What went wrong, in the gateway's words, which say what to do. */
export function Failure({ error }: { error: Error | undefined }): ReactNode {
  if (error === undefined) return null;
  const errors = CombinedGraphQLErrors.is(error) ? error.errors : [error];
  return (
    <ul role="alert" className="failure">
      {errors.map(({ message }) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  );
}
