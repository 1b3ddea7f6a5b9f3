// What bundlers for browsers find in place of the proxy. They stop here and show the sentence, so that no page ships with the key in it.
// @ts-expect-error There is no such file, and there never should be.
export * from "./hyperline-credit-balances/proxy holds your secret Hyperline key and belongs on a server. Import it in server code only.";
