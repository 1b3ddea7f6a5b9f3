import { clearCreditBalances } from "hyperline-credit-balances/element";

const element = document.createElement("credit-balances");
element.customerId = "cus_1";
element.topUp = ({ productId }) => productId;
element.addEventListener("error", ({ detail }) => detail.code === "not_found");
document.body.append(element);

export const signOut = () => clearCreditBalances();
