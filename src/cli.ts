#!/usr/bin/env node
import { run } from "./standalone/run.ts";

process.exitCode = await run(process.argv.slice(2), process.env);
