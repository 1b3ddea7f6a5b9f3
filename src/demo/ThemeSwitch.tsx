import { useEffect, useState } from "react";

const themes = [
  { label: "System", colorScheme: "light dark" },
  { label: "Light", colorScheme: "light" },
  { label: "Dark", colorScheme: "dark" },
] as const;

/** Sets the page's `color-scheme`; the widget follows it without being told. */
export function ThemeSwitch() {
  const [colorScheme, setColorScheme] = useState<string>("light dark");
  useEffect(() => {
    const { style } = document.documentElement;
    style.colorScheme = colorScheme;
    return () => {
      style.colorScheme = "";
    };
  }, [colorScheme]);
  return (
    <div className="demo-themes" role="group" aria-label="Theme">
      {themes.map((theme) => (
        <button
          key={theme.label}
          type="button"
          aria-pressed={theme.colorScheme === colorScheme}
          onClick={() => setColorScheme(theme.colorScheme)}
        >
          {theme.label}
        </button>
      ))}
    </div>
  );
}
