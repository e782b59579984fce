/** A product of the tenant; `kb` says that its fixes come as numbered updates. */
export interface Product {
  vendor: string;
  name: string;
  versions: readonly string[];
  platforms: RegExp;
  /** Share of the fitting devices that have it, 0 to 1. */
  reach: number;
  weaknesses: number;
  kb?: boolean;
}

const WINDOWS = /^Windows/;
const ANY = /./;
const CLIENTS = /^(Windows1|macOS)/;

export const PRODUCTS: readonly Product[] = [
  {
    vendor: 'microsoft',
    name: 'windows_11',
    versions: ['10.0.22631.4', '10.0.26100.2'],
    platforms: /^Windows11$/,
    reach: 1,
    weaknesses: 9,
    kb: true,
  },
  {
    vendor: 'microsoft',
    name: 'windows_10',
    versions: ['10.0.19045.5', '10.0.19044.1'],
    platforms: /^Windows10$/,
    reach: 1,
    weaknesses: 9,
    kb: true,
  },
  {
    vendor: 'microsoft',
    name: 'windows_server',
    versions: ['10.0.20348.3', '10.0.17763.9'],
    platforms: /^WindowsServer/,
    reach: 1,
    weaknesses: 7,
    kb: true,
  },
  {
    vendor: 'microsoft',
    name: 'edge',
    versions: ['141.0.1.2', '142.0.3.1'],
    platforms: CLIENTS,
    reach: 0.9,
    weaknesses: 5,
  },
  {
    vendor: 'fabrikam',
    name: 'browser',
    versions: ['98.0.1', '99.2.0', '100.0.0'],
    platforms: ANY,
    reach: 0.7,
    weaknesses: 6,
  },
  { vendor: 'fabrikam', name: 'pdf_reader', versions: ['24.1', '25.0'], platforms: CLIENTS, reach: 0.6, weaknesses: 5 },
  {
    vendor: 'contoso',
    name: 'sync_client',
    versions: ['3.11.0', '3.12.4'],
    platforms: CLIENTS,
    reach: 0.8,
    weaknesses: 2,
  },
  { vendor: 'contoso', name: 'vpn', versions: ['7.0.2', '7.1.0'], platforms: CLIENTS, reach: 0.85, weaknesses: 3 },
  {
    vendor: 'northwind',
    name: 'database_server',
    versions: ['15.2', '16.1'],
    platforms: /Server|Linux/,
    reach: 0.4,
    weaknesses: 4,
  },
  {
    vendor: 'northwind',
    name: 'web_server',
    versions: ['2.4.1', '2.4.7'],
    platforms: /Server|Linux/,
    reach: 0.5,
    weaknesses: 4,
  },
  {
    vendor: 'adatum',
    name: 'crypto_library',
    versions: ['1.1.1', '3.0.8', '3.2.0'],
    platforms: ANY,
    reach: 0.5,
    weaknesses: 4,
  },
  { vendor: 'adatum', name: 'archiver', versions: ['22.1', '23.0'], platforms: CLIENTS, reach: 0.45, weaknesses: 2 },
  {
    vendor: 'tailspin',
    name: 'media_player',
    versions: ['3.0.17', '3.0.21'],
    platforms: CLIENTS,
    reach: 0.3,
    weaknesses: 3,
  },
  {
    vendor: 'tailspin',
    name: 'remote_support',
    versions: ['15.4', '15.9'],
    platforms: WINDOWS,
    reach: 0.25,
    weaknesses: 2,
  },
  { vendor: 'wingtip', name: 'runtime', versions: ['8.0.3', '17.0.1'], platforms: ANY, reach: 0.4, weaknesses: 5 },
  {
    vendor: 'wingtip',
    name: 'code_editor',
    versions: ['1.95.0', '1.96.2'],
    platforms: CLIENTS,
    reach: 0.2,
    weaknesses: 1,
  },
  {
    vendor: 'litware',
    name: 'backup_agent',
    versions: ['9.5', '10.0'],
    platforms: WINDOWS,
    reach: 0.35,
    weaknesses: 1,
  },
  { vendor: 'litware', name: 'meeting', versions: ['5.17.1', '6.0.0'], platforms: CLIENTS, reach: 0.75, weaknesses: 2 },
  { vendor: 'proseware', name: 'mail', versions: ['115.3', '128.1'], platforms: CLIENTS, reach: 0.15, weaknesses: 3 },
  { vendor: 'proseware', name: 'notes', versions: ['8.6'], platforms: CLIENTS, reach: 0.4, weaknesses: 0 },
];
