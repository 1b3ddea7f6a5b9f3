/** For programmer mistakes: the message says what happened, why it matters and how to mend it. */
export function demand(isRight: boolean, message: string): asserts isRight {
  if (!isRight) throw new TypeError(message);
}

/** Checks an address that secrets are sent to or keys are read from: https, or a loopback address, and nothing beside the path. */
export function demandUrl(name: string, text: string, example: string): URL {
  const mend = `Pass an address like "${example}", or leave it out.`;
  demand(URL.canParse(text), `${name} is no URL. ${mend}`);
  const url = new URL(text);
  demand(isProtected(url), `${name} is ${url.protocol}//${url.host}: what is sent there would travel unprotected. ${mend}`);
  const isPlain = !url.username && !url.password && !url.search && !url.hash;
  demand(isPlain, `${name} carries a user name, a query or a fragment, which have no meaning there. ${mend}`);
  return url;
}

/** Whether what is sent there travels encrypted, or does not leave this machine. */
export function isProtected({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || (protocol === "http:" && /^(localhost|\[::1\]|127(\.\d+){3})$/.test(hostname));
}
