import { CreditBalances, CreditBalancesPill, CreditBalanceText } from "hyperline-credit-balances";
import { de } from "hyperline-credit-balances/locales";

type Props = { customerId: string };

/** For a navigation bar: the balance that needs attention most. A press opens the list. */
export const NavbarCredits = ({ customerId }: Props) => <CreditBalancesPill customerId={customerId} topUp="/billing/top-up" />;

/** One number inside a sentence. */
export const CreditsLeft = ({ customerId }: Props) => (
  <p>
    You have <CreditBalanceText customerId={customerId} productId="itm_images" units={{ itm_images: "images" }} /> left.
  </p>
);

/** A card for each product, in German. */
export const CreditCards = ({ customerId }: Props) => (
  <CreditBalances
    customerId={customerId}
    layout="cards"
    messages={de}
    thresholds={{ itm_images: 50 }}
    onLevelChange={({ credit, to }) => navigator.sendBeacon("/analytics", `${credit.productId}: ${to}`)}
  />
);
