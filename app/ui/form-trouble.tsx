interface FormTroubleProps {
  readonly trouble: readonly string[];
}

/** What is wrong with what was entered. */
export function FormTrouble({ trouble }: FormTroubleProps) {
  return (
    <div role="alert" className="text-sm text-bad empty:hidden">
      {trouble.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </div>
  );
}
