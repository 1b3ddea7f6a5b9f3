/** A function from Request to Response: the platform's `fetch`, or another part of this package in the same process. */
export type Fetch = (request: Request) => Promise<Response>;
