import { createSandboxProxy } from "../../createSandboxProxy.ts";
import { comeBack } from "./comeBack.stories.shared.ts";
import { goOffline } from "./goOffline.stories.shared.ts";
import { networks } from "./networks.stories.shared.ts";
import { proxyOver } from "./proxyOver.stories.shared.ts";
import {
  cutOff,
  failing,
  hostsPage,
  onceThen,
  ownCustomerId,
  sandboxWith,
  silent,
  staleProxy,
  withoutBalance,
} from "./upstreams.stories.shared.ts";

const toppedUp = {
  name: "API calls",
  current_balance: 184,
  low_count_threshold: 500,
  auto_topup: { credit_count: 1_000, amount_excluding_tax: 4_900, price_id: "prc_sandbox" },
};

const customer = (customerId: string) => ({ args: { customerId, connect: networks.live } });
const failed = { settlesIn: "failed" };

/** What every form of the widget has to show well: the arguments of a story, and what a test waits for where it is not rows. */
export const states = {
  mixed: customer("cus_mixed"),
  healthy: customer("cus_healthy"),
  low: customer("cus_low"),
  /** More are bought by themselves: the badge is soft. */
  lowWithTopUp: { args: { customerId: ownCustomerId, connect: () => proxyOver(sandboxWith([toppedUp])) } },
  out: customer("cus_out"),
  negative: customer("cus_negative"),
  huge: customer("cus_huge"),
  /** Hyperline gave no number for one product: that is said, and is not zero. */
  unknown: { args: { customerId: "cus_mixed", connect: () => proxyOver(withoutBalance("API calls")) } },
  empty: customer("cus_nocredits"),
  hostileNames: customer("cus_hostilenames"),
  loading: { args: { customerId: "cus_mixed", connect: () => silent }, parameters: { settlesIn: "reading" } },
  /** The proxy cannot reach Hyperline. Shown after three more tries. */
  down: { args: { customerId: "cus_mixed", connect: () => proxyOver(failing) }, parameters: failed },
  signedOut: {
    args: { customerId: "cus_mixed", connect: networks["signed out"] },
    parameters: failed,
  },
  forbidden: {
    args: { customerId: "cus_mixed", connect: () => createSandboxProxy({ authorize: () => false }) },
    parameters: failed,
  },
  unknownCustomer: { ...customer("cus_nobody"), parameters: failed },
  /** Nothing is mounted at `endpoint`, and the host's own page answers. */
  wrongEndpoint: { args: { customerId: "cus_mixed", connect: () => hostsPage }, parameters: failed },
  offline: { args: { customerId: "cus_mixed", connect: networks.offline }, parameters: failed, beforeEach: goOffline },
  /** The first read went well, the next one did not: the numbers stay, and say from when they are. */
  refreshFailed: {
    args: {
      customerId: "cus_mixed",
      connect: () => onceThen(networks.live(), networks["signed out"]()),
    },
    parameters: failed,
    play: comeBack,
  },
  offlineSince: {
    args: { customerId: "cus_mixed", connect: () => onceThen(networks.live(), cutOff) },
    parameters: failed,
    beforeEach: goOffline,
    play: comeBack,
  },
  /** The proxy itself could not reach Hyperline, and says that its rows are older. */
  staleAnswer: { args: { customerId: "cus_mixed", connect: staleProxy } },
};
