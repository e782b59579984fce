import { Field, InputType } from 'type-graphql';
import { ChangeInput, definedFields, inputText } from '../../graphql/node/mutation-types.ts';
import { inputError } from '../../graphql/schema/input-error.ts';
import { Upload } from '../../graphql/schema/upload.ts';

/** Bytes: what the gateway holds for one caller, and what the vendor documents (upload-library.md). */
const MAX_FILE = 20 * 1024 * 1024;
/** Characters: the gateway's own bound of what goes into an address. */
const MAX_NAME = 255;

@InputType({ description: 'A file for the live response library, as `file` or as `contentBase64` with a `fileName`.' })
export class UploadLibraryFileInput extends ChangeInput {
  @Field(() => Upload, { nullable: true, description: 'At most 20 MB, in a multipart request.' })
  file?: File | null;

  @Field(() => String, {
    nullable: true,
    description: 'The content in base64, for a small file: a request that is not multipart has at most 1 MB.',
  })
  contentBase64?: string | null;

  @Field(() => String, { nullable: true, description: 'Name in the library; that of `file` if left out.' })
  fileName?: string | null;

  @Field(() => String, { nullable: true, description: 'What the file is.' })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'What arguments the script takes.' })
  parametersDescription?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether a file of the same name is replaced; no if left out.' })
  overrideIfExists?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the script takes arguments.' })
  hasParameters?: boolean | null;
}

@InputType({ description: 'The file to be deleted from the library.' })
export class DeleteLibraryFileInput extends ChangeInput {
  @Field(() => String, { description: 'Name of the file in the library.' })
  fileName!: string;
}

/** A name that can be the last part of an address, by which the vendor deletes it. Throws BAD_USER_INPUT. */
export function libraryNameOf(fileName: string): string {
  if (fileName.trim() === '' || fileName.length > MAX_NAME || /^\.{1,2}$|^\$|^\w+\(.*\)$/.test(fileName)) {
    throw inputError(
      `input.fileName: is not a name for a file of at most ${MAX_NAME} characters, which is what the gateway takes.`,
    );
  }
  if (/[/\\?#%\p{Surrogate}\u0000-\u001f\u007f]/u.test(fileName)) {
    throw inputError(
      'input.fileName: holds one of / \\ ? # % or a control character, by which it could not be deleted.',
    );
  }
  return fileName;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function contentOf({ file, contentBase64 }: UploadLibraryFileInput): { field: string; content: Blob } {
  if ((file ?? null) !== null && (contentBase64 ?? null) !== null) {
    throw inputError('input: has both file and contentBase64; leave one out.');
  }
  if (file) return { field: 'input.file', content: file };
  const field = 'input.contentBase64';
  if (contentBase64 === undefined || contentBase64 === null) {
    throw inputError('input.file: is missing; give it, or contentBase64.');
  }
  if (!BASE64.test(contentBase64)) throw inputError(`${field}: is not base64, with padding and without line breaks.`);
  return { field, content: new Blob([Buffer.from(contentBase64, 'base64')]) };
}

/** What is to be uploaded; `warnings` is told of blank texts. Throws BAD_USER_INPUT for a name that will not do, and content that is missing, empty or too large. */
export function uploadOf(input: UploadLibraryFileInput, warnings: string[]) {
  const fileName = input.fileName ?? input.file?.name;
  if (fileName === undefined) throw inputError('input.fileName: is missing; contentBase64 needs it.');
  libraryNameOf(fileName);
  const { field, content } = contentOf(input);
  // With `overrideIfExists` it would take the place of a script that works.
  if (content.size === 0) throw inputError(`${field}: is empty; give a file with content.`);
  if (content.size > MAX_FILE)
    throw inputError(`${field}: has ${content.size} bytes, the gateway takes at most ${MAX_FILE}.`);
  const { overrideIfExists, hasParameters } = input;
  const description = inputText('input.description', input.description, warnings);
  const parametersDescription = inputText('input.parametersDescription', input.parametersDescription, warnings);
  return {
    fileName,
    content,
    ...definedFields({ description, parametersDescription, overrideIfExists, hasParameters }),
  };
}
