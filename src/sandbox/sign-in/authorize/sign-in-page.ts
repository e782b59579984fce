/** A person who may be chosen. */
export interface Account {
  /** What the form sends. */
  value: string;
  upn: string;
  description: string;
}

const STYLE =
  'body{font:1rem/1.5 system-ui;margin:0;background:#eef1f5;color:#16202c}main{max-width:30rem;margin:10vh auto;padding:' +
  '1.5rem;background:#fff}ul{list-style:none;padding:0}button{font:inherit;text-align:left;width:100%;padding:.5rem;' +
  'margin:.2rem 0;background:#fff;color:inherit;border:1px solid #5b6b7d}';

/** A text inside markup or a quoted attribute. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

function page(title: string, content: string): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>${title}</title><style>${STYLE}</style></head><body><main><h1>${title}</h1>${content}</main></body></html>`;
}

/** The page on which a person is chosen; its form is posted to `action`. */
export function accountPage(application: string, action: string, accounts: readonly Account[]): string {
  const choices = accounts.map(
    ({ value, upn, description }) =>
      `<li><button name="as" value="${escaped(value)}"><strong>${escaped(upn)}</strong><br>${escaped(description)}</button></li>`,
  );
  return page(
    'Pick an account',
    `<p>to continue to ${escaped(application)}. This sign-in service is simulated: it asks for no password.</p>` +
      `<form method="post" action="${escaped(action)}"><ul>${choices.join('')}</ul>` +
      '<button name="cancel" value="true">Cancel</button></form>',
  );
}

/** The page that tells a refusal which the application cannot be told. */
export function refusalPage(description: string): string {
  return page('Sorry, but we’re having trouble signing you in.', `<p>${escaped(description)}</p>`);
}

/** The page after a sign-out that leads nowhere else. */
export function signedOutPage(): string {
  return page('You signed out of your account', '<p>It is a good idea to close all browser windows.</p>');
}
