import { createApp, ref } from "vue";
import "hyperline-credit-balances/element";

const app = createApp({
  setup() {
    const customer = ref({ id: "cus_mixed", name: "Northwind" });
    const isOpen = ref(true);
    const warned = ref([]);
    const units = { itm_mixed002: "calls" };
    const warn = ({ detail: { credit } }) => warned.value.push(credit.name);
    return { customer, isOpen, units, warned, warn };
  },
  template: `
    <button @click="customer = { id: 'cus_negative', name: 'Overdrawn' }">Overdrawn</button>
    <button @click="isOpen = false">Close</button>
    <p>Low or out: {{ warned.join(", ") }}</p>
    <credit-balances v-if="isOpen" :customer-id="customer.id" :units="units" top-up="/billing" @levelchange="warn">
      <span slot="heading">What is left for {{ customer.name }}</span>
    </credit-balances>
  `,
});

// Vue leaves these tags to the browser. With a build step this stands in vite.config, in the options of @vitejs/plugin-vue.
app.config.compilerOptions.isCustomElement = (tag) => tag.startsWith("credit-balances");
app.mount("#app");
