import { chromium } from "playwright-core";
import { readFileSync } from "node:fs";
const jar = readFileSync("/tmp/jar","utf8").split("\n").filter(l=>l.includes("session")).map(l=>l.split("\t"));
const token = jar[0][6];
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args:["--no-sandbox"] });
for (const [name,w,dark] of [["wide",1280,false],["phone",390,true]]) {
  const ctx = await browser.newContext({ viewport:{width:w,height:900}, colorScheme: dark?"dark":"light", deviceScaleFactor: 1 });
  await ctx.addCookies([{name:jar[0][5], value: token, url:"http://localhost:3111"}]);
  const page = await ctx.newPage();
  for (const path of process.argv.slice(2)) {
    await page.goto("http://localhost:3111"+path,{waitUntil:"networkidle", timeout: 90000}).catch(e=>console.log(String(e).slice(0,100)));
    await page.waitForTimeout(1500);
    await page.screenshot({path:`/tmp/shot-${name}-${path.replace(/\W+/g,"_")}.png`, fullPage:true});
  }
  await ctx.close();
}
await browser.close();
