import type { Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { USUAL_FAULTS, type ChangeCase } from '../mutation-cases.ts';

let made = 0;
const named = ({ tenant }: Sandbox, name: unknown) => tenant.library.find(({ fileName }) => fileName === name);

const CONTENT = '#!/bin/sh\necho "Größe ✓"\n';

const BAD_NAME: ChangeCase['bad'] = [
  ['a blank name', { fileName: ' ' }, /^input\.fileName: is (blank|not a name)/],
  ['a name of 256 characters', { fileName: 'a'.repeat(256) }, /^input\.fileName: is not a name/],
  ['a folder', { fileName: '../a.sh' }, /^input\.fileName: holds one of/],
  ['a folder of Windows', { fileName: 'a\\b.ps1' }, /^input\.fileName: holds one of/],
  ['a mark of addresses', { fileName: 'a?b.ps1' }, /^input\.fileName: holds one of/],
  ['a percent sign', { fileName: '100%.ps1' }, /^input\.fileName: holds one of/],
  ['a line break', { fileName: 'a\r\nb.ps1' }, /^input\.fileName: holds one of/],
  ['the folder itself', { fileName: '..' }, /^input\.fileName: is not a name/],
];

export const cases: Record<string, ChangeCase> = {
  uploadLibraryFile: {
    as: 'responder',
    without: 'reader',
    role: 'Defender.Configure',
    input: () => ({
      fileName: `o'neill ${(made += 1)} größe.sh`,
      contentBase64: Buffer.from(CONTENT).toString('base64'),
      description: 'Says "hello" ✓',
      parametersDescription: '<none>',
      overrideIfExists: false,
      hasParameters: true,
    }),
    select: 'libraryFile { fileName description hasParameters parametersDescription }',
    shows: ({ fileName, description, parametersDescription }) => ({
      libraryFile: { fileName, description, hasParameters: true, parametersDescription },
    }),
    arrives: ({ fileName, parametersDescription }) => ({
      method: 'POST',
      path: '/api/libraryfiles',
      body: {
        File: expect.objectContaining({ name: fileName, size: Buffer.byteLength(CONTENT) }) as unknown,
        Description: 'Says "hello" ✓',
        ParametersDescription: parametersDescription,
        OverrideIfExists: 'false',
        HasParameters: 'true',
      },
    }),
    state: ({ fileName }, sandbox) => expect(named(sandbox, fileName)).toMatchObject({ hasParameters: true }),
    names: null,
    bad: [
      ...BAD_NAME,
      ['no name', { fileName: null }, /^input\.fileName: is missing/],
      ['no content', { contentBase64: null }, /^input\.file: is missing/],
      ['empty content', { contentBase64: '' }, /^input\.contentBase64: is empty/],
      ['content that is not base64', { contentBase64: 'a b c' }, /^input\.contentBase64: is not base64/],
      ['content without padding', { contentBase64: 'YWI' }, /^input\.contentBase64: is not base64/],
      ['a file that is text', { contentBase64: null, file: 'x' }, /"input\.file".*multipart/],
    ],
    warned: [['a blank description', { description: ' ' }, /^input\.description: is blank/]],
    faults: USUAL_FAULTS,
    reads: { 'GET /api/libraryfiles': { value: [] } },
  },
  deleteLibraryFile: {
    as: 'responder',
    without: 'reader',
    role: 'Defender.Configure',
    input: ({ tenant }) => ({ fileName: tenant.library[0]?.fileName }),
    select: 'deletedFileName',
    shows: ({ fileName }) => ({ deletedFileName: fileName }),
    arrives: ({ fileName }) => ({
      method: 'DELETE',
      path: `/api/libraryfiles/${encodeURIComponent(String(fileName))}`,
      body: null,
    }),
    state: ({ fileName }, sandbox) => expect(named(sandbox, fileName)).toBeUndefined(),
    names: null,
    bad: BAD_NAME,
    warned: [],
    faults: USUAL_FAULTS,
  },
};
