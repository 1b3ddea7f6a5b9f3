import "hyperline-credit-balances/element";

/** Checked by the compiler alone: what TypeScript knows of the elements, in a page and in React's JSX. */
export function typed() {
  const list = document.createElement("credit-balances");
  list.headingLevel = 3;
  list.topUp = ({ productId }) => productId;
  list.addEventListener("levelchange", ({ detail: { credit, from, to } }) => [credit.name, from, to]);
  list.addEventListener("error", ({ detail }) => detail.code === "not_found");
  list.addEventListener("click", ({ clientX }) => clientX);
  // @ts-expect-error -- no such layout
  list.layout = "grid";
  // @ts-expect-error -- of the pill alone
  list.productId = "itm_1";

  const pill = document.querySelector("credit-balances-pill");
  if (pill) pill.productId = "itm_1";
  return list.awaitChange();
}

export const asReact19SetsIt = (
  <credit-balances
    customerId="cus_1"
    layout="cards"
    units={{ itm_1: "images" }}
    onlevelchange={({ detail }) => detail.to}
    className="credits"
  >
    <span slot="heading">Credits</span>
  </credit-balances>
);

export const asReact18PassesItOn = (
  <>
    <credit-balances customer-id="cus_1" products="itm_1 itm_2" heading-level="3" top-up="/billing" data-of="host" />
    <credit-balances-pill customer-id="cus_1" product-id="itm_1" color-scheme="dark" />
  </>
);

// @ts-expect-error -- no such scheme
export const wrong = <credit-balances customer-id="cus_1" color-scheme="sepia" />;
