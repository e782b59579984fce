import type { Random } from '../seed/random.ts';
import type { FileRow } from '../seed/rows.ts';

/** A file of the tenant with the name and folder it is mostly seen under. */
export interface KnownFile {
  row: FileRow;
  fileName: string;
  filePath: string;
  malicious: boolean;
}

const DAY = 86_400_000;
const CLEAN = [
  'powershell.exe',
  'rundll32.exe',
  'cmd.exe',
  'wscript.exe',
  'mshta.exe',
  'backup-agent.exe',
  'psexesvc.exe',
];
const BAD = ['invoice', 'update', 'résumé', 'svchosts', 'tax form', "o'neill-bonus", 'screensaver', 'loader', '请款单'];
const ENDINGS = ['exe', 'dll', 'js', 'docm', 'iso', 'lnk'];
const FOLDERS = [
  'C:\\Users\\Public',
  'C:\\ProgramData\\cache',
  'C:\\Temp',
  "D:\\shared\\O'Neill",
  'C:\\Users\\Öffentlich',
];
export const FAMILIES = ['Korvax', 'Tindrel', 'Moskito', 'BrightFang', 'Pebblewash', 'Quillrat'];

/** Makes the files that alerts, indicators and actions speak of; the first ones are clean system tools. */
export function generateFiles(random: Random, now: number): KnownFile[] {
  const clean = CLEAN.map((fileName) => makeFile(random, fileName, 'C:\\Windows\\System32', false, now));
  const bad = BAD.flatMap((stem) =>
    Array.from({ length: 18 }, (_, index) =>
      makeFile(random, `${stem}${index || ''}.${random.pick(ENDINGS)}`, random.pick(FOLDERS), true, now),
    ),
  );
  return [...clean, ...bad];
}

function makeFile(random: Random, fileName: string, filePath: string, malicious: boolean, now: number): KnownFile {
  const observed = now - random.int(95, 900) * DAY;
  const executable = /\.(exe|dll)$/.test(fileName);
  const signed = !malicious || random.chance(0.1);
  const row: FileRow = {
    sha1: random.hex(40),
    sha256: random.hex(64),
    globalPrevalence: malicious ? random.int(1, 4000) : random.int(100_000, 9_000_000),
    globalFirstObserved: random.moment(observed),
    globalLastObserved: random.moment(now - random.int(0, 3 * DAY)),
    size: random.chance(0.05) ? null : random.int(2_000, 40_000_000),
    fileType: executable ? 'PortableExecutable' : 'Unknown',
    isPeFile: executable,
    filePublisher: signed ? 'Wingtip Software' : null,
    fileProductName: signed ? 'Wingtip System Tools' : null,
    signer: signed ? 'Wingtip Software Ltd' : null,
    issuer: signed ? 'Tailspin Code Signing CA 3' : null,
    signerHash: signed ? random.hex(40) : null,
    isValidCertificate: signed ? !malicious : null,
    determinationType: malicious ? random.pick(['Malware', 'Pua']) : 'Clean',
    determinationValue: malicious ? `Trojan:Win32/${random.pick(FAMILIES)}` : null,
  };
  return { row, fileName, filePath, malicious };
}
