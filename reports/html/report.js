// Nothing here is needed to read the report: it filters, sorts, copies, opens and prints.
(function () {
  "use strict";
  var root = document.documentElement;
  var all = function (selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); };

  function openAll(open) { all("details").forEach(function (details) { details.open = open; }); }

  function print(summary) {
    root.classList.toggle("summary", summary);
    window.print();
  }

  function copy(button) {
    var area = button.parentNode.querySelector("textarea");
    var label = button.dataset.label || (button.dataset.label = button.textContent);
    area.focus();
    area.select();
    var done = function () {
      button.textContent = button.dataset.other;
      setTimeout(function () { button.textContent = label; }, 2000);
    };
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(area.value).then(done, function () {});
    } else if (document.execCommand("copy")) {
      done();
    }
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-do]");
    if (!button) { return; }
    switch (button.dataset.do) {
    case "print-summary": print(true); break;
    case "print-all": print(false); break;
    case "copy": copy(button); break;
    case "expand":
      var open = button.getAttribute("aria-pressed") !== "true";
      openAll(open);
      button.setAttribute("aria-pressed", String(open));
      var words = button.textContent;
      button.textContent = button.dataset.other;
      button.dataset.other = words;
      break;
    }
  });

  // Paper has nothing to click on.
  var closed = [];
  window.addEventListener("beforeprint", function () {
    closed = all("details:not([open])");
    openAll(true);
  });
  window.addEventListener("afterprint", function () {
    closed.forEach(function (details) { details.open = false; });
    root.classList.remove("summary");
  });

  var form = document.querySelector(".filter");
  if (form) {
    var list = document.querySelector(".rules");
    var rules = all(".rule", list);
    var show = function () {
      var words = form.words.value.trim().toLocaleLowerCase(), shown = 0;
      rules.forEach(function (rule) {
        var hit = (!form.level.value || rule.dataset.level === form.level.value) &&
          (!form.family.value || rule.dataset.family === form.family.value) &&
          (!words || rule.textContent.toLocaleLowerCase().indexOf(words) >= 0);
        rule.hidden = !hit;
        shown += hit ? 1 : 0;
      });
      var output = form.querySelector("output");
      output.value = output.dataset.words.replace("{n}", shown).replace("{total}", rules.length);
    };
    var sort = function () {
      var by = form.sort.value, sign = by === "places" ? -1 : 1;
      rules.slice().sort(function (a, b) {
        var x = Number(a.dataset[by]) || (by === "minutes" ? 1e9 : 0), y = Number(b.dataset[by]) || (by === "minutes" ? 1e9 : 0);
        return sign * (x - y) || a.dataset.weight - b.dataset.weight;
      }).forEach(function (rule) { list.appendChild(rule); });
    };
    form.addEventListener("input", function (event) { (event.target.name === "sort" ? sort : show)(); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    show();
  }
  all(".tools, .filter, button[data-do=copy]").forEach(function (tool) { tool.hidden = false; });
}());
