import { measureSync } from "./measure-sync";
const [n, src] = [Number(process.argv[2]), process.argv[3] as never];
console.log(JSON.stringify(await measureSync(n, 1, src), null, 1));
