import type { ReactNode } from "react";

interface PageHeadProps {
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
}

export function PageHead({ title, lead, actions }: PageHeadProps) {
  return (
    <div className="mb-5 flex flex-wrap items-end justify-between gap-x-4 gap-y-3">
      <div className="min-w-0">
        <h1 className="text-2xl font-semibold tracking-tight wrap-anywhere">{title}</h1>
        {lead !== undefined && <div className="mt-0.5 text-muted wrap-anywhere">{lead}</div>}
      </div>
      {actions !== undefined && <div className="flex flex-wrap gap-2 max-sm:has-[[role=search]]:w-full">{actions}</div>}
    </div>
  );
}
