"use client";
import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { Menu } from "./menu";

const themes = [
  { value: "system", name: "As the system", Icon: Monitor },
  { value: "light", name: "Light", Icon: Sun },
  { value: "dark", name: "Dark", Icon: Moon },
] as const;

export function ThemeToggle() {
  const { theme, setTheme } = useTheme();
  return (
    <Menu
      button={{
        tone: "quiet",
        size: "icon",
        "aria-label": "Theme",
        children: (
          <>
            <Sun aria-hidden className="dark:hidden" />
            <Moon aria-hidden className="hidden dark:block" />
          </>
        ),
      }}
    >
      {({ MenuChoice, MenuChoices }) => (
        <MenuChoices value={theme ?? "system"} onValueChange={setTheme}>
          {themes.map(({ value, name, Icon }) => (
            <MenuChoice key={value} value={value}>
              <Icon aria-hidden />
              {name}
            </MenuChoice>
          ))}
        </MenuChoices>
      )}
    </Menu>
  );
}
