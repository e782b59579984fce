/** What a slice and its parts are called. */
export interface SliceNames {
  /** Folder and files: `missing-kbs`. */
  folder: string;
  /** The GraphQL type: `MissingKb`. */
  type: string;
  /** The query for one: `missingKb`. */
  field: string;
  /** The query for the list: `missingKbs`. */
  list: string;
  /** In the names of classes and functions: `MissingKbs`. */
  plural: string;
}

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const TYPE = /^[A-Z][A-Za-z0-9]*$/;
const FIELD = /^[a-z][A-Za-z0-9]*$/;

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const uncapitalized = (word: string): string => word.charAt(0).toLowerCase() + word.slice(1);

/** `Vulnerability` of `Vulnerabilities`; a word that has no plural form stays as it is. */
function singularOf(plural: string): string {
  if (plural.endsWith('ies')) return `${plural.slice(0, -3)}y`;
  if (/(ses|xes|ches|shes)$/.test(plural)) return plural.slice(0, -2);
  return /[^s]s$/.test(plural) ? plural.slice(0, -1) : plural;
}

function checked(what: string, name: string, form: RegExp): string {
  if (form.test(name)) return name;
  throw new Error(`${what} cannot be called "${name}"; see \`npm run new-slice\`.`);
}

/** The names of a slice, from its folder: a plural in kebab-case. Throws Error for names that are none. */
export function namesOf(folder: string, given: { type?: string; list?: string } = {}): SliceNames {
  const plural = checked('A slice', folder, KEBAB).split('-').map(capitalized).join('');
  const type = checked('A type', given.type ?? singularOf(plural), TYPE);
  const field = uncapitalized(type);
  // Two queries cannot share a name, as those for "software" would.
  const usual = uncapitalized(plural) === field ? `${field}List` : uncapitalized(plural);
  const list = checked('A query', given.list ?? usual, FIELD);
  if (list === field) throw new Error(`The queries for one and for the list would both be called "${list}".`);
  return { folder, type, field, list, plural };
}
