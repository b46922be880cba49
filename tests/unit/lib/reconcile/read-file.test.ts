import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFile } from "@/lib/reconcile/read-file";
import type { ToldAmount, ToldRow } from "@/lib/reconcile/told-file";

const hash = "ab".repeat(32);
const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readFile(bytesOf(text));
const amount = (digits: bigint, scale: number, name = "ADA"): ToldAmount => ({ name, amount: { digits, scale } });
const row = (line: number, at: string | null, told: Partial<ToldRow>): ToldRow => ({
  ...{ line, hash: null, at: at === null ? null : Date.parse(at), sent: null, received: null, fee: null, reward: null },
  ...told,
});

describe("each form", () => {
  const eternl =
    "Date,Sent Amount,Sent Currency,Received Amount,Received Currency,Fee Amount,Fee Currency,Label,Description,TxHash,TxType";

  test("of Eternl, with decimal commas, its unescaped quotes, and a column for notes", () => {
    const lines = [
      `${eternl},Note`,
      `"2024-03-04 05:06:07","12,500000","ADA",,"ADA","0,170000","ADA",,"said "hi" there","${hash}","Sent Funds",`,
      `"2024-03-05 05:06:07",,"ADA","3,000000","ADA","0","ADA",,,"${hash.toUpperCase()}","Received Funds",`,
      `"2024-03-06 21:44:51",,"ADA","1,234567","ADA","0","ADA","reward","reward - epoch: earned: 470 - spendable: 472",,,`,
    ];
    expect(read(`${lines.join("\n")}\n`)).toEqual({
      form: "eternl",
      rows: [
        row(2, "2024-03-04T05:06:07Z", { hash, sent: amount(12_500_000n, 6), fee: amount(170_000n, 6) }),
        row(3, "2024-03-05T05:06:07Z", { hash, received: amount(3_000_000n, 6) }),
        row(4, "2024-03-06T21:44:51Z", { received: amount(1_234_567n, 6), reward: { epoch: 470 } }),
      ],
    });
  });

  test("of Eternl, made for Koinly", () => {
    const lines = [
      "Koinly Date,Amount,Currency,Fee Amount,Fee Currency,TxHash",
      `"2024-03-04 05:06:07","-2.000000","ADA","0.170000","ADA","${hash}"`,
      `"2024-03-06 21:44:51","1.000000","ADA","0","ADA",`,
    ];
    expect(read(lines.join("\r\n"))).toEqual({
      form: "eternl",
      rows: [
        row(2, "2024-03-04T05:06:07Z", { hash, sent: amount(2_000_000n, 6), fee: amount(170_000n, 6) }),
        row(3, "2024-03-06T21:44:51Z", { received: amount(1_000_000n, 6), reward: { epoch: null } }),
      ],
    });
  });

  test("of Yoroi, with and without an id", () => {
    const header =
      '"Type (Trade, IN or OUT)","Buy Amount","Buy Cur.","Sell Amount","Sell Cur.","Fee Amount (optional)","Fee Cur. (optional)","Exchange (optional)","Trade Group (optional)","Comment (optional)","Date"';
    const told = [
      '"Deposit","1.5","ADA","","","","","","","","2024-03-04 05:06:07"',
      '"Withdrawal","","","0","ADA","0.17","ADA","","","","2024-03-05 05:06:07"',
      '"Deposit","0.25","ADA","","","","","","","Staking Reward Epoch 470","2024-03-06 21:44:51"',
    ];
    const rows = [
      row(2, "2024-03-04T05:06:07Z", { received: amount(15n, 1) }),
      row(3, "2024-03-05T05:06:07Z", { fee: amount(17n, 2) }),
      row(4, "2024-03-06T21:44:51Z", { received: amount(25n, 2), reward: { epoch: 470 } }),
    ];
    expect(read([header, ...told].join("\n"))).toEqual({ form: "yoroi", rows });
    const ids = [hash, hash, ""];
    expect(read([`${header},"ID"`, ...told.map((line, n) => `${line},"${ids[n] ?? ""}"`)].join("\n"))).toEqual({
      form: "yoroi",
      rows: rows.map((each, n) => ({ ...each, hash: n < 2 ? hash : null })),
    });
  });

  test("of AdaLite, whose months stand first and whose last column has no name", () => {
    const lines = [
      "Date,Transaction ID,Type,Received from (disclaimer: may not be accurate - first sender address only),Received amount,Received currency,Sent amount,Sent currency,Fee amount,Fee currency,",
      `05/17/2021 09:31 PM UTC,${hash},Sent,,,,2.000000,ADA,0.169187,ADA,`,
      `05/17/2021 09:31 PM UTC,${hash},Received,addr1q,5,MIN (asset1d9v7aptfvpx7we2la8f25kwprkj2ma5rp6uwzv),,,,,`,
      "01/12/2021 04:56 PM UTC,,Reward awarded,,0.412321,ADA,,,,,",
    ];
    expect(read(lines.join("\n"))).toEqual({
      form: "adalite",
      rows: [
        row(2, "2021-05-17T21:31:00Z", { hash, sent: amount(2_000_000n, 6), fee: amount(169_187n, 6) }),
        row(3, "2021-05-17T21:31:00Z", {
          hash,
          received: amount(5n, 0, "MIN (asset1d9v7aptfvpx7we2la8f25kwprkj2ma5rp6uwzv)"),
        }),
        row(4, "2021-01-12T16:56:00Z", { received: amount(412_321n, 6), reward: { epoch: null } }),
      ],
    });
  });

  test("of Koinly: universal, what it exports itself, and simple", () => {
    const universal = [
      "Date,Sent Amount,Sent Currency,Received Amount,Received Currency,Fee Amount,Fee Currency,Net Worth Amount,Net Worth Currency,Label,Description,TxHash",
      `2024-03-04 05:06:07,10,ADA,3,NULL7,,,4,USD,,swap,${hash}.2.out`,
      "2024-03-06 21:44:51,,,1,ADA,,,,,reward,reward of epoch 470,reward-470-w0",
    ];
    const swap = row(2, "2024-03-04T05:06:07Z", { hash, sent: amount(10n, 0), received: amount(3n, 0, "NULL7") });
    expect(read(`\uFEFF${universal.join("\r\n")}`)).toEqual({
      form: "koinly",
      rows: [swap, row(3, "2024-03-06T21:44:51Z", { received: amount(1n, 0), reward: { epoch: 470 } })],
    });
    const exported = [
      "Date,Type,Label,Sending Wallet,Sent Amount,Sent Currency,Sent Cost Basis,Receiving Wallet,Received Amount,Received Currency,Received Cost Basis,Fee Amount,Fee Currency,Gain (GBP),Net Value (GBP),Fee Value (GBP),TxSrc,TxDest,TxHash,Description",
      `2024-03-04 05:06:07 UTC,exchange,,Mine,10,ADA,1,Mine,3,NULL7,1,,,,,,,,${hash},"two\nlines"`,
    ];
    expect(read(exported.join("\n"))).toEqual({ form: "koinly", rows: [{ ...swap, line: 3 }] });
    const simple = ["Koinly Date,Amount,Currency,Label,TxHash", `2024-03-04 05:06 UTC,-10.5,ADA,,${hash}`];
    expect(read(simple.join("\n"))).toEqual({
      form: "koinly",
      rows: [row(2, "2024-03-04T05:06:00Z", { hash, sent: amount(105n, 1) })],
    });
  });

  test("that nobody is known for, by what its columns are called", () => {
    const sides = ["Time;Transaction ID;Amount sent;Amount received;Fee", `13/03/2024 05:06;${hash};1.234,5;;0,17`];
    expect(read(sides.join("\n"))).toEqual({
      form: "columns",
      rows: [row(2, "2024-03-13T05:06:00Z", { hash, sent: amount(12_345n, 1), fee: amount(17n, 2) })],
    });
    const signed = ["Date\tHash\tAmount\tAsset\tFees", `2024-03-04\t${hash}\t-3\tHOSKY\t0.17`];
    expect(read(signed.join("\n"))).toEqual({
      form: "columns",
      rows: [row(2, "2024-03-04T00:00:00Z", { hash, sent: amount(3n, 0, "HOSKY"), fee: amount(17n, 2) })],
    });
  });
});

describe("what is no such file is refused with what to do", () => {
  const header = "Date,Hash,Amount";
  const good = `2024-03-04,${hash},1`;

  test.each([
    ["", [{ field: "file", reason: "The file is empty" }]],
    ["PK\u0003\u0004", [{ field: "file", reason: "This is a workbook or an archive: save it as CSV, and give that" }]],
    ["a\0b", [{ field: "file", reason: "This is no text: give a CSV file" }]],
    [
      "Name,=SUM(A1)\n1,2",
      [
        {
          field: "columns",
          reason:
            'No form that is known: these are Eternl, Yoroi, AdaLite, Koinly, and our own generic form. Found "Name", "=SUM(A1)"',
        },
      ],
    ],
    [`${header}\n2024-03-04,${hash},"1`, [{ field: "line 2", reason: "A quotation mark is opened and never closed" }]],
    [`${header}\n${good}\n2024-03-04,${hash},=1+1`, [{ field: "line 3, amount", reason: '"=1+1" is no amount' }]],
    [
      `${header}\n2024-03-04,${hash},${"9".repeat(50)}`,
      [{ field: "line 2, amount", reason: `"${"9".repeat(30)}" is no amount` }],
    ],
    [`${header}\nsoon,,1`, [{ field: "line 2, date", reason: '"soon" is no date' }]],
    [`${header}\n${good}${",".repeat(200)}`, [{ field: "line 2", reason: "It has more than 100 columns" }]],
    [
      `${header}\n${good}${",".repeat(1_000_000)}`,
      [{ field: "line 2", reason: "A line is longer than 20000 characters, or a quotation mark is missing" }],
    ],
    [
      `${header}${`\n${good}`.repeat(50_001)}`,
      [{ field: "file", reason: "The file has more than 50000 lines: give it in parts, by year" }],
    ],
  ])("%#", (text, issues) => {
    expect(read(text)).toEqual({ issues });
  });

  test("bytes that are no UTF-8; UTF-16 that says so is read", () => {
    expect(readFile(Uint8Array.of(0x44, 0xe4, 0x2c, 0xff))).toEqual({
      issues: [{ field: "file", reason: "This is no text in UTF-8: save the file as CSV with that encoding" }],
    });
    const utf16 = Buffer.from(`\uFEFF${header}\n${good}`, "utf16le");
    expect(readFile(utf16)).toEqual(read(`${header}\n${good}`));
    expect(readFile(utf16.swap16())).toEqual(read(`${header}\n${good}`));
  });
});

test("a header alone has no rows, and empty lines are none", () => {
  expect(read("Date,Hash,Amount")).toEqual({ form: "columns", rows: [] });
  expect(read(`\n\nDate,Hash,Amount\n\n,,\n2024-03-04,${hash},1\n\n`)).toEqual({
    form: "columns",
    rows: [row(6, "2024-03-04T00:00:00Z", { hash, received: amount(1n, 0) })],
  });
});

test("whatever bytes there are, they are read or refused", () => {
  const cell = fc.oneof(
    fc.string(),
    fc.constantFrom(hash, "-1,5", '"', '""', ";", "\t", "=1", "1e400", "2024-03-04", "\u202e"),
  );
  const table = fc.array(
    fc.array(cell, { maxLength: 12 }).map((cells) => cells.join(",")),
    { maxLength: 8 },
  );
  const headers = fc.constantFrom(
    "",
    "Date,Hash,Amount",
    "Date;Sent Amount;Sent Currency;Received Amount;Received Currency;Fee Amount;Fee Currency;Label;TxHash",
    "time_utc,tx_hash,sent_unit,sent_amount,received_unit,received_amount,fee_unit,fee_amount,kind,id",
  );
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.tuple(headers, table).map(([first, lines]) => bytesOf([first, ...lines].join("\n"))),
  );
  fc.assert(
    fc.property(anything, (bytes) => {
      const file = readFile(bytes);
      if ("issues" in file) expect(file.issues.length).toBeGreaterThan(0);
      else expect(file.rows.every(({ hash: named, at }) => named !== null || at !== null)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
