import { isIPv6 } from 'node:net';

const LONGEST = 500;

/** Text that may name a person, a machine or a tenant. */
interface Name {
  form: RegExp;
  mask: string;
  /** Whether what has the form is one indeed; true unless given. */
  isOne?: (text: string) => boolean;
}

/** In this order, as a later form may be part of an earlier one. */
const NAMES: readonly Name[] = [
  // No one should quote one, but what is quoted is read by more than its bearer.
  { form: /\beyJ[\w-]{5,}(?:\.[\w-]*){1,4}/g, mask: '[token]' },
  { form: /(?<=\bBearer )[\w.~+/=-]{8,}/gi, mask: '[token]' },
  {
    form: /(?<=\b(?:sig|signature|code|token|access_token|client_secret|secret|password|key)=)[^\s&"']{1,}/gi,
    mask: '[secret]',
  },
  { form: /[\p{L}\p{N}_.+'-]{1,64}@[\p{L}\p{N}_.-]{1,255}/gu, mask: '[e-mail]' },
  { form: /(?<![\da-z])[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}(?![\da-z])/gi, mask: '[id]' },
  // Ids of devices, hashes, GUIDs without hyphens.
  { form: /(?<![\da-z])[\da-f]{32,64}(?![\da-z])/gi, mask: '[id]' },
  {
    // After `IP:` too, but not within a name such as `std::be`.
    form: /(?<=^|[^\w:]|\b[a-z_]{0,20}[g-z_]\w{0,20}:)[\da-f:]*:[\da-f:]*(?:\d{1,3}(?:\.\d{1,3}){3})?(?![\w:]|\.\d)/gi,
    mask: '[address]',
    isOne: isIPv6,
  },
  { form: /\b\d{1,3}(?:\.\d{1,3}){3}\b/g, mask: '[address]' },
  { form: /(?<![\p{L}\p{N}_.-])(?:[\p{L}\p{N}_-]{1,63}\.)+\p{L}[\p{L}\p{N}-]{1,62}/gu, mask: '[host]' },
  // The names that Windows gives a device by itself.
  { form: /\b(?:DESKTOP|LAPTOP|WIN)-[A-Z\d]{5,12}\b/gi, mask: '[host]' },
];

/** Control characters, those of no width, and those that turn the direction of text around. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u200b-\u200d\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
/** The vendor explains in a few sentences; masking megabytes would hold everybody up. */
const MAX_READ = 2_000;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What a caller asked for: the address, and the body where it is text. */
export function ownText(url: string, body: string | Uint8Array | undefined): string {
  return `${decoded(url)} ${typeof body === 'string' ? body : ''}`;
}

/**
 * The vendor's explanation of a refusal as a caller may see it: at most 500 characters on one line, and host names,
 * addresses and ids masked that the caller's own request (`own`) does not hold. Undefined where nothing is left.
 */
export function vendorMessage(message: string, own: string): string | undefined {
  const request = own.toLowerCase();
  let text = message.slice(0, MAX_READ).replace(UNSEEN, ' ');
  for (const { form, mask, isOne = () => true } of NAMES) {
    const isOwn = (name: string): boolean => name.length > 2 && request.includes(name.toLowerCase());
    text = text.replace(form, (name) => (isOwn(name) || !isOne(name) ? name : mask));
  }
  const short = text.slice(0, LONGEST).trim();
  // Half of a pair of surrogates is no character.
  return short.replace(/[\ud800-\udbff]$/, '') || undefined;
}
