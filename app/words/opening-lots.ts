/** What one of the two forms about coins bought elsewhere says, to be looked at by `addOpeningLotsRequest`. */
export function lotsEntered(field: (name: string) => string) {
  const csv = field("csv");
  if (csv !== "") return { csv };
  const [date, asset, quantity] = [field("date"), field("asset"), field("quantity")];
  return { lots: [{ date, asset, quantity, cost: field("cost"), currency: field("currency"), note: field("note") }] };
}

export const csvExample = "date,asset,quantity,cost,currency,note\n2021-03-01,ADA,1500,1650.25,EUR,Kraken";
