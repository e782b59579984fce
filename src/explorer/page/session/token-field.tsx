import { useState, type FormEvent } from 'react';
import { pasteToken } from './session.ts';

/** Takes a token that one has. */
export function TokenField() {
  const [token, setToken] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    pasteToken(token);
    // Nothing is left in the field for the browser to keep.
    setToken('');
  };
  return (
    <form className="token" onSubmit={submit}>
      <label>
        Token{' '}
        <input
          type="password"
          autoComplete="off"
          size={24}
          value={token}
          onChange={(event) => setToken(event.target.value)}
        />
      </label>
      <button type="submit">Use</button>
    </form>
  );
}
