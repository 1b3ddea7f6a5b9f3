/**
 * nginx with `proxy_cache`, where it is installed (Debian, Ubuntu: `apt-get install nginx-light`): the same key, kept from the visitor; one upstream call for all
 * who ask at once, and old rows where the upstream fails. It keeps its bodies in files.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { key, mount } from "./proxies.mjs";

export const nginx = "nginx proxy_cache";

const { stderr: version } = spawnSync("nginx", ["-v"], { encoding: "utf8" });
/** What its process takes is read from Linux. */
export const hasNginx = Boolean(version) && process.platform === "linux";
/** As `nginx/1.22.1`. */
export const nginxVersion = version?.match(/nginx\/[\d.]+/)?.[0] ?? "no nginx";
if (!hasNginx)
  process.stderr.write(
    "NOT MEASURED: nginx, for it is not installed here, or this is no Linux (Debian, Ubuntu: apt-get install nginx-light).\n",
  );

/** @param maxAge in milliseconds; nginx counts seconds */
const configure = (folder, port, upstream, maxAge) => `
daemon off;
master_process off;
pid ${folder}/pid;
error_log ${folder}/errors;
events { worker_connections 1024; }
http {
  access_log off;
  keepalive_requests 1000000000;
  client_body_temp_path ${folder}/body;
  fastcgi_temp_path ${folder}/fastcgi;
  proxy_temp_path ${folder}/proxy;
  scgi_temp_path ${folder}/scgi;
  uwsgi_temp_path ${folder}/uwsgi;
  proxy_cache_path ${folder}/cache levels=1:2 keys_zone=credits:16m max_size=1g inactive=1d use_temp_path=off;
  upstream hyperline { server ${new URL(upstream).host}; keepalive 64; }
  server {
    listen 127.0.0.1:${port};
    location ${mount}/ {
      proxy_pass http://hyperline/;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Authorization "Bearer ${key}";
      proxy_connect_timeout 2s;
      proxy_read_timeout 2s;
      proxy_cache credits;
      proxy_cache_valid 200 ${Math.max(1, Math.round(maxAge / 1_000))}s;
      proxy_cache_lock on;
      proxy_cache_use_stale error timeout invalid_header updating http_500 http_502 http_503 http_504 http_403 http_404 http_429;
      proxy_ignore_headers Set-Cookie Cache-Control Expires Vary X-Accel-Expires;
      proxy_hide_header Set-Cookie;
    }
  }
}
`;

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function untilItListens(child, origin) {
  while (child.exitCode === null) {
    const answer = await fetch(origin).catch(() => undefined);
    if (answer) return;
  }
  throw new Error("nginx ended before it listened; what it wrote stands above.");
}

/** Starts nginx with one process. Tells the same of itself as the others do. */
export async function startNginx(upstream, { maxAge = 15_000 } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "bench-nginx-"));
  const port = await freePort();
  const config = join(folder, "nginx.conf");
  await writeFile(config, configure(folder, port, upstream, maxAge));
  const child = spawn("nginx", ["-p", folder, "-e", join(folder, "errors"), "-c", config], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const origin = `http://127.0.0.1:${port}`;
  await untilItListens(child, origin);
  return {
    kind: nginx,
    origin,
    async stop() {
      child.kill();
      if (child.exitCode === null) await once(child, "exit");
      await rm(folder, { recursive: true });
    },
    isAlive: async () => child.exitCode === null && child.signalCode === null,
    async usage() {
      const [nanoseconds] = (await readFile(`/proc/${child.pid}/schedstat`, "utf8")).split(" ");
      const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${child.pid}/status`, "utf8"));
      return { cpu: nanoseconds / 1_000, resident: kilobytes * 1_024, onDisk: await sizeOf(join(folder, "cache")) };
    },
  };
}

/** What the files in a folder take on the disk, in bytes. */
async function sizeOf(folder) {
  const entries = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(entries.map(async (name) => (await stat(join(folder, name))).blocks * 512));
  return sizes.reduce((sum, size) => sum + size, 0);
}
