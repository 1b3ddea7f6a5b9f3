import { execFileSync } from "node:child_process";

/** Hosts import the package as it is shipped, from `dist`. Nothing else in the tests reads or writes that folder. */
export function setup(): void {
  execFileSync("npm", ["run", "build"], { stdio: "pipe" });
}
