import { useEffect, useState } from "react";

/** What one writes in five minutes: no time of refresh, no threshold, no retry, no second fetch. */
export function Credits({ customerId }) {
  const [credits, setCredits] = useState(null);
  const [error, setError] = useState(null);
  useEffect(() => {
    const controller = new AbortController();
    fetch(`/api/hyperline/v1/customers/${customerId}/credits`, { signal: controller.signal })
      .then((response) => {
        if (!response.ok) throw new Error(`Status ${response.status}`);
        return response.json();
      })
      .then(({ data }) => setCredits(data), setError);
    return () => controller.abort();
  }, [customerId]);
  if (error) return <p>Something went wrong.</p>;
  if (!credits) return <p>Loading…</p>;
  return (
    <ul>
      {credits.map((credit) => (
        <li key={credit.product_id}>
          {credit.name}: {credit.current_balance.toLocaleString("en")}
        </li>
      ))}
    </ul>
  );
}
