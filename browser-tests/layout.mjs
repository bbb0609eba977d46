// Questions about where things are on a page.

/** The elements by which a page has to be scrolled sideways; empty where it need not be. */
export function sidewaysOverflow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const whole = document.documentElement.scrollWidth;
    if (whole <= width) return [];
    const reachesBeyond = (element) => element.getBoundingClientRect().right > width + 0.5;
    const isCutOff = (element) => {
      for (let above = element.parentElement; above; above = above.parentElement) {
        if (getComputedStyle(above).overflowX !== "visible" && !reachesBeyond(above)) return true;
      }
      return false;
    };
    const beyond = [...document.body.querySelectorAll("*")].filter(
      (element) => reachesBeyond(element) && element.checkVisibility() && !isCutOff(element),
    );
    // The innermost say most: what contains them is only stretched by them.
    const innermost = beyond.filter((element) => !beyond.some((other) => other !== element && element.contains(other)));
    const names = innermost.slice(0, 5).map((element) => {
      const classes = [...element.classList].map((name) => `.${name}`).join("");
      const text = element.textContent.trim().slice(0, 30);
      return `${element.tagName.toLowerCase()}${classes} "${text}" (to ${Math.round(element.getBoundingClientRect().right)} of ${width} px)`;
    });
    return names.length > 0 ? names : [`the page itself is ${whole} px wide in a window of ${width} px`];
  });
}
