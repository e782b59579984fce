import { ApolloProvider } from '@apollo/client/react';
import { useMemo, useState, type ReactNode } from 'react';
import { Alerts } from './alerts.tsx';
import { Device } from './device.tsx';
import { createClient, PERSONAS, type Persona } from './session.ts';

export function App(): ReactNode {
  const [persona, setPersona] = useState<Persona>('responder');
  const [machineId, setMachineId] = useState<string | null>(null);
  const client = useMemo(() => createClient(persona), [persona]);
  return (
    <ApolloProvider client={client} key={persona}>
      <header>
        <h1>Triage</h1>
        <label>
          Signed in as{' '}
          <select value={persona} onChange={({ target }) => setPersona(target.value as Persona)}>
            {PERSONAS.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      </header>
      <main>
        <Alerts selected={machineId} onSelect={setMachineId} />
        {machineId !== null && <Device id={machineId} key={machineId} onClose={() => setMachineId(null)} />}
      </main>
    </ApolloProvider>
  );
}
