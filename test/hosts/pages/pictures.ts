import type { Page } from "playwright";
import type { Part } from "./readPage.ts";

/** In a tab without a policy: where two pictures differ by more than the rounding of a blurred edge, and which icons show no stroke. */
export function comparePictures(tab: Page, pictures: { expected: Buffer; actual: Buffer }, parts: readonly Part[]) {
  const icons = parts.filter(({ name }) => name.endsWith(".hcb-icon")).map(({ name, box }) => ({ name, box }));
  const base64 = [pictures.expected, pictures.actual].map((picture) => picture.toString("base64"));
  return tab.evaluate(
    async ([shots, places]) => {
      const decoded = await Promise.all(
        shots.map(async (shot) => {
          const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${shot}`)).blob());
          const brush = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
          brush?.drawImage(bitmap, 0, 0);
          return brush?.getImageData(0, 0, bitmap.width, bitmap.height) ?? new ImageData(1, 1);
        }),
      );
      const [expected = new ImageData(1, 1), actual = new ImageData(1, 1)] = decoded;
      const { width, data } = actual;
      const differing: string[] = width === expected.width ? [] : [`${width} px wide instead of ${expected.width}`];
      for (let index = 0; index < Math.max(data.length, expected.data.length); index += 1) {
        if (Math.abs((data[index] ?? 0) - (expected.data[index] ?? 0)) > 32) {
          const pixel = Math.floor(index / 4);
          differing.push(`${pixel % width}, ${Math.floor(pixel / width)}`);
        }
      }
      const empty = places.filter(({ box }) => {
        const colors = new Map<string, number>();
        for (let y = Math.ceil(box.y); y < box.y + box.height - 1; y += 1) {
          for (let x = Math.ceil(box.x); x < box.x + box.width - 1; x += 1) {
            const start = (y * width + x) * 4;
            const color = data
              .slice(start, start + 3)
              .map((channel) => channel >> 6)
              .join();
            colors.set(color, (colors.get(color) ?? 0) + 1);
          }
        }
        const counts = [...colors.values()].toSorted((a, b) => b - a);
        return (counts[1] ?? 0) < 8;
      });
      return { differing: differing.slice(0, 5), emptyIcons: empty.map(({ name }) => name) };
    },
    [base64, icons] as const,
  );
}
