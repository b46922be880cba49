import type { ComponentProps } from "react";
import { buttonLook, type ButtonLook } from "./button-look";
import { cn } from "./cn";

export type ButtonProps = ComponentProps<"button"> & ButtonLook;

export function Button({ className, tone, size, type = "button", ...rest }: ButtonProps) {
  const look = buttonLook({ ...(tone !== undefined && { tone }), ...(size !== undefined && { size }) });
  return <button type={type} className={cn(look, className)} {...rest} />;
}
