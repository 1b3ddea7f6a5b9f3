import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { createElement } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { CreditBalances, creditBalancesQuery } from "../../dist/index.js";
import { createCreditsHandler } from "../../dist/proxy.js";
import { createSandbox, sandboxApiKey } from "../../dist/sandbox.js";

/** The page that mount.mjs measures. */

const customerId = "cus_bench";
const reactNames = { class: "className", datetime: "dateTime" };

let props;
let client;
let mounted;
/** The widget, and what to compare it with: it asks the same query as often, and returns the elements that the widget has rendered. */
const kinds = { widget: () => <CreditBalances {...props} />, bare: () => <Bare />, "by hand": () => <ByHand /> };
/** The proxy reads no more of a customer. */
const mostProducts = 2_000;

/**
 * Reads so many products, of which every third is low, through the real proxy from the real sandbox, and keeps them in a query client. More than the proxy
 * reads come from an answer like the proxy's.
 */
async function read(products) {
  const at = new Date(Date.now() - 120_000).toISOString();
  const credits = Array.from({ length: products }, (_, index) => ({
    product_id: `itm_${index}`,
    customer_id: customerId,
    name: `Product ${index}`,
    current_balance: index % 3 === 0 ? 50 : 12_480 + index,
    low_count_threshold: 100,
    last_refreshed_at: at,
    created_at: at,
    updated_at: at,
  }));
  const proxy = createCreditsHandler({
    apiKey: sandboxApiKey,
    fetch: createSandbox({ customers: [{ id: customerId, name: "Bench", credits }] }),
    authorize: () => true,
  });
  const meta = { total: products, taken: products, skipped: 0, fetched_at: at, stale: false };
  const fetch = products > mostProducts ? async () => Response.json({ meta, data: credits }) : proxy;
  props = { customerId, endpoint: "https://proxy.example/api/hyperline", fetch, topUp: "/buy" };
  client = new QueryClient();
  await client.prefetchQuery(creditBalancesQuery(props));
}

/** Calls that create this element, as a compiler writes them for JSX. */
function toCalls(element) {
  const attributes = Object.fromEntries([...element.attributes].map(({ name, value }) => [reactNames[name] ?? name, value]));
  const children = [...element.childNodes].map((child) =>
    child instanceof Element ? toCalls(child) : JSON.stringify(child.textContent),
  );
  return `h(${[JSON.stringify(element.localName), JSON.stringify(attributes), ...children].join(", ")})`;
}

function Bare() {
  const { data } = useQuery({ ...creditBalancesQuery(props), refetchInterval: 60_000 });
  return data && globalThis.bench.drawBare(createElement);
}

/** All of them, one after the other. */
function ByHand() {
  const { data } = useQuery({ ...creditBalancesQuery(props), refetchInterval: 60_000 });
  return (
    <ul>
      {data?.credits.map(({ productId, name, balance }) => (
        <li key={productId}>
          {name}: {balance.toLocaleString("en")}
        </li>
      ))}
    </ul>
  );
}

function rendered(kind) {
  prepare(kind, 1);
  render();
  const element = document.querySelector(".hcb-root");
  const found = { calls: toCalls(element), html: element.outerHTML };
  unmount();
  return found;
}

function demandSameElements() {
  const [widget, bare] = [rendered("widget").html, rendered("bare").html];
  if (widget.replaceAll(/_r_\w+_/g, "id") !== bare.replaceAll(/_r_\w+_/g, "id"))
    throw new Error(`Not the same:\n${widget}\n${bare}`);
}

function prepare(kind, count) {
  const container = document.body.appendChild(document.createElement("main"));
  const children = Array.from({ length: count }, (_, key) => <div key={key}>{kinds[kind]()}</div>);
  mounted = { container, root: createRoot(container), children };
  globalThis.gc();
}

function render() {
  const { root, children } = mounted;
  flushSync(() => root.render(<QueryClientProvider client={client}>{children}</QueryClientProvider>));
}

/** In a task of its own, which is what the browser counts as script. */
function mount() {
  return new Promise((resolve) => {
    setTimeout(() => {
      render();
      resolve();
    });
  });
}

function layOut() {
  mounted.container.getBoundingClientRect();
}

function unmount() {
  flushSync(() => mounted.root.unmount());
  mounted.container.remove();
}

/** One widget beside a field to type into, and a note of how long each key waited and each task took. */
function showBesideField() {
  const field = document.body.appendChild(document.createElement("input"));
  prepare("widget", 1);
  render();
  const notes = { keys: [], tasks: [] };
  const rows = mounted.container.getElementsByTagName("li");
  field.addEventListener("keydown", ({ timeStamp }) => {
    notes.keys.push({ delay: performance.now() - timeStamp, rows: rows.length });
  });
  new PerformanceObserver((list) => notes.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: "longtask",
  });
  field.focus();
  return notes;
}

let notes;

Object.assign(globalThis, {
  bench: {
    read,
    toCalls: () => rendered("widget").calls,
    demandSameElements,
    prepare,
    mount,
    layOut,
    unmount,
    startNotes: () => {
      notes ??= showBesideField();
      notes.keys.length = 0;
      notes.tasks.length = 0;
      document.querySelector(".hcb-more").click();
    },
    readNotes: () => notes,
    countRows: () => document.querySelectorAll(".hcb-credit").length,
  },
});
