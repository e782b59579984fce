import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';

// `npm run sbom`: the bill of materials of a release (CycloneDX), on standard output. What is bundled into the explorer's
// page are development dependencies to npm, and yet a part of what is released: `npm run build` wrote down which.

interface Component {
  'bom-ref': string;
  name: string;
  version: string;
  scope?: string;
  properties?: { name: string; value: string }[];
}

interface BillOfMaterials {
  components: Component[];
  dependencies: { ref: string; dependsOn?: string[] }[];
}

const DEVELOPMENT = 'cdx:npm:package:development';

const whole = JSON.parse(
  execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  }),
) as BillOfMaterials;
const bundled = JSON.parse(await readFile(new URL('../dist/explorer/packages.json', import.meta.url), 'utf8')) as {
  name: string;
  version: string;
}[];
const bundledNames = new Set(bundled.map(({ name, version }) => `${name}@${version}`));

const isForDevelopment = ({ properties = [] }: Component): boolean =>
  properties.some(({ name }) => name === DEVELOPMENT);
const isBundled = ({ name, version }: Component): boolean => bundledNames.has(`${name}@${version}`);

const components = whole.components
  .filter((component) => !isForDevelopment(component) || isBundled(component))
  .map(({ properties = [], ...component }) => ({
    ...component,
    ...(isBundled(component) && { scope: 'required' }),
    properties: properties.filter(({ name }) => name !== DEVELOPMENT),
  }));
const released = new Set(components.map((component) => component['bom-ref']));
const dependencies = whole.dependencies
  .filter(({ ref }) => released.has(ref) || !whole.components.some((component) => component['bom-ref'] === ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((each) => released.has(each)) }));
console.log(JSON.stringify({ ...whole, components, dependencies }, null, 2));
