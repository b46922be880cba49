"use client";
import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { Button } from "./button";
import { Menu, MenuChoice, MenuChoices, MenuContent, MenuTrigger } from "./menu";

const themes = [
  { value: "system", name: "As the system", Icon: Monitor },
  { value: "light", name: "Light", Icon: Sun },
  { value: "dark", name: "Dark", Icon: Moon },
] as const;

export function ThemeToggle() {
  const { theme, setTheme } = useTheme();
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button tone="quiet" size="icon" aria-label="Theme">
          <Sun aria-hidden className="dark:hidden" />
          <Moon aria-hidden className="hidden dark:block" />
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
        <MenuChoices value={theme ?? "system"} onValueChange={setTheme}>
          {themes.map(({ value, name, Icon }) => (
            <MenuChoice key={value} value={value}>
              <Icon aria-hidden />
              {name}
            </MenuChoice>
          ))}
        </MenuChoices>
      </MenuContent>
    </Menu>
  );
}
