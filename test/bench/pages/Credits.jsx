import { useEffect, useState } from "react";

/** What one writes in five minutes: no time of refresh, no threshold, no retry, no second fetch but for those at an interval. */
export function Credits({ customerId, interval }) {
  const [credits, setCredits] = useState(null);
  const [error, setError] = useState(null);
  useEffect(() => {
    const controller = new AbortController();
    const read = () =>
      fetch(`/api/hyperline/v1/customers/${customerId}/credits`, { signal: controller.signal })
        .then((response) => {
          if (!response.ok) throw new Error(`Status ${response.status}`);
          return response.json();
        })
        .then(({ data }) => setCredits(data), setError);
    void read();
    const timer = interval && setInterval(read, interval);
    return () => {
      clearInterval(timer);
      controller.abort();
    };
  }, [customerId, interval]);
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
