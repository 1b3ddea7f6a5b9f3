import { act, cleanup } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { page } from "vitest/browser";
import type { CreditBalancesProps } from "../../src/components/CreditBalances/creditBalancesProps.ts";
import { de } from "../../src/locales.ts";
import { aCustomer, manyCredits } from "../support/credits.ts";
import { connect, renderInClient, endpoint } from "../support/renderWidget.tsx";
import { CreditBalances } from "../../src/components/CreditBalances/CreditBalances.tsx";

type Credits = ReturnType<typeof manyCredits>;

/** Three products, with these changes to them, in the order in which they stay whatever their level. */
function three(...changes: Partial<Credits[number]>[]): Credits {
  return manyCredits(3).map((credit, index) => ({ ...credit, current_balance: 1_250, ...changes[index] }));
}

const automatic = { credit_count: 1_000, amount_excluding_tax: 4_900, price_id: "prc_sandbox" };
/** As long as fits beside its name in the list, and beside its unit in a card. */
const long = { name: "Transcription minutes", current_balance: 123_456.5 };
const low = { current_balance: 100 };
const out = { current_balance: 0 };
// A balance that is no number is null on the wire.
const unknown = { current_balance: Number.NaN };
const states = {
  fine: three(),
  low: three(low, { ...low, auto_topup: automatic }, low),
  out: three(out, { ...out, auto_topup: automatic }, { current_balance: -350 }),
  unknown: three(unknown, { ...unknown, auto_topup: automatic }, unknown),
  "one of each": three(long, { ...low, auto_topup: automatic }, unknown),
  "another of each": three(out, unknown, { ...long, auto_topup: automatic }),
};

/** What the browser counts as a layout shift, those soon after an input included. */
function observeShifts() {
  const shifts: PerformanceEntry[] = [];
  const observer = new PerformanceObserver((list) => shifts.push(...list.getEntries()));
  observer.observe({ type: "layout-shift" });
  onTestFinished(() => observer.disconnect());
  return () => [...shifts.splice(0), ...observer.takeRecords()].map((entry) => JSON.stringify(describeShift(entry)));
}

function describeShift(entry: PerformanceEntry) {
  const sources: unknown = Reflect.get(entry, "sources");
  const named = Array.isArray(sources)
    ? sources.map((source: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }) => {
        const element = source.node instanceof Element ? source.node : source.node?.parentElement;
        return { moved: element?.className, from: source.previousRect, to: source.currentRect };
      })
    : [];
  return { value: Number(Reflect.get(entry, "value")), named };
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Until what has changed is painted, and its shifts have been told. */
async function painted() {
  for (let frame = 0; frame < 3; frame += 1) await nextFrame();
}

/** Where the widget and its parts are. */
function boxes(): Record<string, string> {
  const parts = document.querySelectorAll(".hcb-root, .hcb-header, .hcb-credit, .hcb-footer, .hcb-notice");
  return Object.fromEntries(
    [...parts].map((part, index) => {
      const { left, top, width, height } = part.getBoundingClientRect();
      return [`${index} ${part.classList[0]}`, [left, top, width, height].join(" ")];
    }),
  );
}

/** A widget whose server can be put into another state, and what moves from one to the next. */
async function watch(props: Partial<CreditBalancesProps>, width: number) {
  await page.viewport(800, 900);
  type Fetch = (request: Request) => Promise<Response>;
  let begin: (fetch: Fetch) => void = () => undefined;
  const begun = new Promise<Fetch>((resolve) => (begin = resolve));
  let answer: Fetch = async (request) => (await begun)(request);
  const shifts = observeShifts();
  const view = renderInClient(
    <div style={{ width }}>
      <CreditBalances
        customerId="cus_test"
        endpoint={endpoint}
        refetchInterval={false}
        products={["itm_001", "itm_002", "itm_003"]}
        fetch={(request) => answer(request)}
        {...props}
      />
      <p>What follows on the host's page.</p>
    </div>,
  );
  await painted();
  const loading = boxes();
  shifts();
  const moved: string[] = [];

  /** Notes what is not where it was while loading, and what the browser has counted. */
  const look = async (state: string, { countShifts = false } = {}) => {
    await painted();
    const now = boxes();
    for (const [part, box] of Object.entries(loading))
      if (now[part] !== box) moved.push(`${state}: ${part} ${box} → ${now[part]}`);
    const told = shifts();
    if (countShifts) moved.push(...told.map((shift) => `${state}: ${shift}`));
  };
  const read = async (fetch: Fetch) => {
    answer = fetch;
    begin(fetch);
    await act(() => view.client.refetchQueries());
  };
  const answerWith = (credits: Credits) => read(connect({ customers: [aCustomer({ credits })] }).fetch);
  return {
    moved,
    boxes,
    look,
    answerWith,
    fail: () => read(() => Promise.reject(new TypeError("Failed to fetch"))),
    /** Begins to read, and does not end before the next answer. */
    hold: () => {
      answer = () => new Promise(() => undefined);
      return act(async () => void view.client.refetchQueries());
    },
    status: () => document.querySelector(".hcb-root")?.getAttribute("data-status"),
  };
}

beforeEach(() => {
  // The wait before a retry is drawn at random: here it is always the shortest.
  vi.spyOn(Math, "random").mockReturnValue(0);
});

afterEach(() => page.viewport(414, 896));

const languages = [
  { language: "English", messages: undefined },
  { language: "German", messages: de },
];
const settings = [540, 720].flatMap((width) =>
  (["list", "cards"] as const).flatMap((layout) =>
    languages.flatMap(({ language, messages }) =>
      [undefined, "/buy"].map((topUp) => ({
        width,
        layout,
        label: `${layout}, ${width} px, ${language}, ${topUp ? "with" : "without"} top-up`,
        props: { layout, messages, topUp },
      })),
    ),
  ),
);

describe.each(settings)("nothing moves ($label)", ({ props, width }) => {
  it.each(Object.keys(states))("from the skeleton to %s", async (name) => {
    const { look, answerWith, moved } = await watch(props, width);
    await answerWith(Object.entries(states).find(([key]) => key === name)?.[1] ?? []);
    await look(name, { countShifts: true });
    expect(document.querySelectorAll("li.hcb-credit")).toHaveLength(3);
    expect(moved).toEqual([]);
  });

  it("from one state of the balances to another", async () => {
    const { look, answerWith, moved } = await watch(props, width);
    for (const [name, credits] of Object.entries(states)) {
      await answerWith(credits);
      await look(name);
    }
    expect(moved).toEqual([]);
  });

  it("while the numbers are read again, when that fails, and when it succeeds again", async () => {
    const { look, answerWith, hold, fail, moved } = await watch(props, width);
    await answerWith(states["one of each"]);
    await hold();
    expect(document.querySelector(".hcb-refresh[data-refreshing]")).not.toBeNull();
    await painted();
    await look("reading again");
    await answerWith(states["one of each"]);
    await look("read");
    await fail();
    expect(document.querySelector(".hcb-banner")).not.toBeNull();
    await look("stale");
    await answerWith(states["one of each"]);
    await look("read after it was stale");
    vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    await fail();
    await look("offline");
    await answerWith(states["one of each"]);
    await look("read after it was offline");
    expect(moved).toEqual([]);
  });
});

describe.each([undefined, "/buy"])("at 280 px nothing moves (top-up: %s)", (topUp) => {
  it("from the skeleton to numbers without badges, nor when a read fails", async () => {
    const { look, answerWith, fail, moved } = await watch({ topUp }, 280);
    await answerWith(states.fine);
    await look("fine", { countShifts: true });
    await fail();
    await look("stale");
    await answerWith(states.fine);
    await look("read");
    expect(moved).toEqual([]);
  });
});

describe.each(settings.filter(({ props }) => props.layout === "list"))(
  "the widget keeps its size ($label)",
  ({ props, width }) => {
    it.each([
      { state: "empty", status: "ready" },
      { state: "error", status: "error" },
    ])("from the skeleton to $state", async ({ state, status }) => {
      const watched = await watch(props, width);
      const before = watched.boxes();
      await (state === "empty" ? watched.answerWith([]) : watched.fail());
      await painted();
      expect(watched.status()).toBe(status);
      expect(watched.boxes()["0 hcb-root"]).toBe(before["0 hcb-root"]);
    });
  },
);

it.each(settings)("light and dark have the same boxes ($label)", async ({ props, width }) => {
  const found: unknown[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    const { answerWith, fail, boxes: now } = await watch({ ...props, colorScheme }, width);
    await answerWith(states["one of each"]);
    found.push(now());
    await fail();
    found.push(now());
    cleanup();
  }
  expect(found[2]).toEqual(found[0]);
  expect(found[3]).toEqual(found[1]);
});
