import { existsSync } from "node:fs";

/** Quiet and fit for a closed network. */
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const installed = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  "/usr/bin/google-chrome",
  "/usr/bin/chromium",
];

async function findExecutable(): Promise<string | undefined> {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) return chosen;
  if (process.platform === "linux" && process.arch === "x64") {
    // The package brings the libraries that a bare machine lacks, but unpacks them only where this variable is set.
    process.env.AWS_LAMBDA_JS_RUNTIME ??= "nodejs20.x";
    const { default: chromium } = await import("@sparticuz/chromium");
    return chromium.executablePath();
  }
  return installed.find((path) => existsSync(path));
}

/** How Playwright starts Chromium here: the one in node_modules on Linux x64, else an installed one or `CHROMIUM_PATH`. */
export async function chromiumLaunchOptions() {
  const executablePath = await findExecutable();
  return executablePath === undefined ? { args } : { executablePath, args };
}
