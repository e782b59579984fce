import { client } from './connect.ts';
import { ProcessesOfDocument } from './operations.generated.ts';

/** Both are bound as values: whatever they hold, they do not become a part of the query. */
const [file = 'powershell.exe', since = 'P7D'] = process.argv.slice(2);
const { hunt } = await client.request(ProcessesOfDocument, { file, since });
console.log(`${hunt.rowCount} processes`);
for (const { values } of hunt.rows.nodes) console.log(JSON.stringify(values));
