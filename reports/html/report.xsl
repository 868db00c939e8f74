<?xml version="1.0" encoding="UTF-8"?>
<!--
  report.xsl - lays out the document that report_xml.c makes. Words come from words.xml by their key; whatever holds a
  count, a date or a stranger's text is worded already. Order of sections: what to do, what was looked at, what was found, the rest.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="html" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>
  <xsl:key name="w" match="/report/words/w" use="@k"/>
  <xsl:variable name="lang" select="/report/@lang"/>

  <xsl:template match="/report">
    <html lang="{$lang}-CA">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta http-equiv="Content-Security-Policy" content="{@policy}"/>
        <meta name="referrer" content="no-referrer"/>
        <meta name="color-scheme" content="light dark"/>
        <title><xsl:value-of select="head/@title"/></title>
        <style><xsl:value-of select="style"/></style>
      </head>
      <body>
        <a class="skip" href="#findings"><xsl:value-of select="key('w','skip')"/></a>
        <xsl:apply-templates select="head"/>
        <main>
          <xsl:apply-templates select="tasks"/>
          <xsl:apply-templates select="coverage"/>
          <xsl:apply-templates select="changes"/>
          <xsl:apply-templates select="history"/>
          <xsl:apply-templates select="findings"/>
          <xsl:apply-templates select="eyes"/>
          <xsl:call-template name="by-hand"/>
          <xsl:apply-templates select="matrix[row]"/>
          <xsl:apply-templates select="letters[letter]"/>
          <xsl:apply-templates select="passed"/>
          <xsl:apply-templates select="inapplicable[check]"/>
          <xsl:apply-templates select="decisions[decision]"/>
          <xsl:apply-templates select="checklist[point]"/>
          <xsl:apply-templates select="advice[line]"/>
          <xsl:apply-templates select="structured"/>
          <xsl:apply-templates select="pages"/>
          <xsl:apply-templates select="method"/>
        </main>
        <footer>
          <h2><xsl:value-of select="key('w','disclaimer')"/></h2>
          <p><xsl:value-of select="key('w','disclaimer.text')"/></p>
          <p><xsl:value-of select="key('w','method.privacy')"/></p>
        </footer>
        <script><xsl:value-of select="script"/></script>
      </body>
    </html>
  </xsl:template>

  <!-- Head: who, when, how things stand -->
  <xsl:template match="head">
    <header>
      <p class="kicker"><xsl:value-of select="key('w','head.kicker')"/></p>
      <h1>
        <xsl:choose>
          <xsl:when test="@name"><bdi><xsl:value-of select="@name"/></bdi></xsl:when>
          <xsl:otherwise><xsl:value-of select="@title"/></xsl:otherwise>
        </xsl:choose>
      </h1>
      <ul class="status">
        <xsl:for-each select="../status/s"><li><xsl:value-of select="."/></li></xsl:for-each>
      </ul>
      <p class="completeness"><xsl:value-of select="../status/@completeness"/></p>
      <xsl:if test="../@sibling">
        <p class="screen"><a href="{../@sibling}" hreflang="{../@sibling-lang}" lang="{../@sibling-lang}"><xsl:value-of select="key('w','other-language')"/></a></p>
      </xsl:if>
      <dl class="facts">
        <xsl:call-template name="fact"><xsl:with-param name="key" select="'head.practice'"/><xsl:with-param name="value" select="@practice[. != ../@name]"/></xsl:call-template>
        <xsl:call-template name="fact"><xsl:with-param name="key" select="'head.registration'"/><xsl:with-param name="value" select="@registration"/></xsl:call-template>
        <xsl:call-template name="fact"><xsl:with-param name="key" select="'head.regulator'"/><xsl:with-param name="value" select="@regulator"/></xsl:call-template>
        <div><dt><xsl:value-of select="key('w','head.date')"/></dt><dd><time datetime="{@iso}"><xsl:value-of select="@date"/></time></dd></div>
        <div class="wide"><dt><xsl:value-of select="key('w','head.places')"/></dt>
          <xsl:for-each select="place"><dd><xsl:call-template name="address"/><span class="quiet"> · <xsl:value-of select="@kind"/></span></dd></xsl:for-each>
        </div>
        <xsl:if test="pack">
          <div><dt><xsl:value-of select="key('w','head.rules')"/></dt><xsl:for-each select="pack"><dd><xsl:value-of select="."/></dd></xsl:for-each></div>
        </xsl:if>
        <div><dt><xsl:value-of select="key('w','head.tool')"/></dt><dd><xsl:value-of select="@tool"/></dd></div>
      </dl>
      <p class="tools" hidden="hidden">
        <button type="button" data-do="print-summary"><xsl:value-of select="key('w','tool.print-summary')"/></button>
        <button type="button" data-do="print-all"><xsl:value-of select="key('w','tool.print-all')"/></button>
        <button type="button" data-do="expand" data-other="{key('w','tool.collapse')}"><xsl:value-of select="key('w','tool.expand')"/></button>
      </p>
      <nav aria-labelledby="contents">
        <h2 id="contents"><xsl:value-of select="key('w','contents')"/></h2>
        <ol>
          <xsl:call-template name="entry"><xsl:with-param name="to" select="'tasks'"/></xsl:call-template>
          <xsl:call-template name="entry"><xsl:with-param name="to" select="'coverage'"/></xsl:call-template>
          <xsl:if test="../changes"><li><a href="#changes"><xsl:value-of select="../changes/@title"/></a></li></xsl:if>
          <xsl:call-template name="entry"><xsl:with-param name="to" select="'findings'"/></xsl:call-template>
          <xsl:call-template name="entry"><xsl:with-param name="to" select="'eyes'"/></xsl:call-template>
          <xsl:if test="../coverage/presence[unread or @read='no']"><xsl:call-template name="entry"><xsl:with-param name="to" select="'hand'"/></xsl:call-template></xsl:if>
          <xsl:if test="../matrix/row"><xsl:call-template name="entry"><xsl:with-param name="to" select="'matrix'"/></xsl:call-template></xsl:if>
          <xsl:if test="../letters/letter"><xsl:call-template name="entry"><xsl:with-param name="to" select="'letters'"/></xsl:call-template></xsl:if>
          <xsl:call-template name="entry"><xsl:with-param name="to" select="'passed'"/></xsl:call-template>
          <xsl:if test="../inapplicable/check"><xsl:call-template name="entry"><xsl:with-param name="to" select="'inapplicable'"/></xsl:call-template></xsl:if>
          <xsl:if test="../decisions/decision"><xsl:call-template name="entry"><xsl:with-param name="to" select="'decisions'"/></xsl:call-template></xsl:if>
          <xsl:if test="../checklist/point"><xsl:call-template name="entry"><xsl:with-param name="to" select="'checklist'"/></xsl:call-template></xsl:if>
          <xsl:if test="../advice/line"><xsl:call-template name="entry"><xsl:with-param name="to" select="'advice'"/></xsl:call-template></xsl:if>
          <xsl:if test="../structured"><xsl:call-template name="entry"><xsl:with-param name="to" select="'structured'"/></xsl:call-template></xsl:if>
          <xsl:call-template name="entry"><xsl:with-param name="to" select="'pages'"/></xsl:call-template>
          <xsl:call-template name="entry"><xsl:with-param name="to" select="'method'"/></xsl:call-template>
        </ol>
      </nav>
    </header>
  </xsl:template>

  <xsl:template name="fact">
    <xsl:param name="key"/><xsl:param name="value"/>
    <xsl:if test="$value != ''"><div><dt><xsl:value-of select="key('w',$key)"/></dt><dd><bdi><xsl:value-of select="$value"/></bdi></dd></div></xsl:if>
  </xsl:template>

  <xsl:template name="entry">
    <xsl:param name="to"/>
    <li><a href="#{$to}"><xsl:value-of select="key('w',$to)"/></a></li>
  </xsl:template>

  <!-- An address: a link where it may be one, never guessed from its text -->
  <xsl:template name="address">
    <xsl:choose>
      <xsl:when test="@link"><a class="address" href="{@link}" rel="noreferrer noopener nofollow"><bdi><xsl:value-of select="@address"/></bdi></a></xsl:when>
      <xsl:otherwise><bdi class="address"><xsl:value-of select="@address"/></bdi></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What to do first -->
  <xsl:template match="tasks">
    <section id="tasks" aria-labelledby="tasks-h">
      <h2 id="tasks-h"><xsl:value-of select="key('w','tasks')"/></h2>
      <xsl:choose>
        <xsl:when test="task">
          <p class="lead"><xsl:value-of select="key('w','tasks.lead')"/></p>
          <ol class="tasks">
            <xsl:for-each select="task">
              <li>
                <span class="box" aria-hidden="true"></span>
                <div>
                  <h3><a href="#{@anchor}"><xsl:value-of select="@title"/></a></h3>
                  <p><xsl:value-of select="."/></p>
                  <p class="meta"><xsl:call-template name="level"/><span><xsl:value-of select="@places"/></span><xsl:if test="@effort"><span><xsl:value-of select="@effort"/></span></xsl:if></p>
                </div>
              </li>
            </xsl:for-each>
          </ol>
          <xsl:if test="@more"><p><xsl:value-of select="@more"/></p></xsl:if>
        </xsl:when>
        <xsl:otherwise><p><xsl:value-of select="key('w','tasks.none')"/></p></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template name="level">
    <span class="level {@level}"><xsl:value-of select="@level-words"/></span>
  </xsl:template>

  <!-- Coverage -->
  <xsl:template match="coverage">
    <section id="coverage" aria-labelledby="coverage-h">
      <h2 id="coverage-h"><xsl:value-of select="key('w','coverage')"/></h2>
      <p class="lead"><xsl:value-of select="key('w','coverage.lead')"/></p>
      <div class="scroll" tabindex="0" role="group" aria-labelledby="coverage-h">
        <table>
          <thead><tr>
            <th scope="col"><xsl:value-of select="key('w','coverage.presence')"/></th>
            <th scope="col"><xsl:value-of select="key('w','coverage.kind')"/></th>
            <th scope="col" class="n"><xsl:value-of select="key('w','coverage.read')"/></th>
            <th scope="col" class="n"><xsl:value-of select="key('w','coverage.unread')"/></th>
            <th scope="col" class="n"><xsl:value-of select="key('w','coverage.words')"/></th>
          </tr></thead>
          <tbody>
            <xsl:for-each select="presence">
              <tr>
                <th scope="row"><xsl:call-template name="address"/>
                  <svg class="bar" viewBox="0 0 1000 24" preserveAspectRatio="none" role="img" aria-label="{@picture}"><rect class="unread" width="1000" height="24"/><rect class="read" width="{@bar}" height="24"/></svg>
                </th>
                <td><xsl:value-of select="@kind"/></td>
                <td class="n"><xsl:value-of select="@n-read"/></td>
                <td class="n"><xsl:value-of select="@n-unread"/></td>
                <td class="n"><xsl:value-of select="@words"/></td>
              </tr>
            </xsl:for-each>
          </tbody>
        </table>
      </div>
      <xsl:for-each select="presence[@read='no' or note]">
        <h3><xsl:call-template name="address"/></h3>
        <xsl:if test="@read='no'"><p><strong><xsl:value-of select="key('w','coverage.whole')"/></strong><xsl:if test="why"><xsl:value-of select="key('w','colon')"/><xsl:text> </xsl:text><span lang="{why/@lang}"><xsl:value-of select="why"/></span></xsl:if></p></xsl:if>
        <xsl:if test="note"><ul><xsl:for-each select="note"><li lang="{@lang}"><xsl:value-of select="."/></li></xsl:for-each></ul></xsl:if>
      </xsl:for-each>
      <xsl:choose>
        <xsl:when test="presence/unread">
          <h3><xsl:value-of select="key('w','coverage.not-read')"/></h3>
          <p><xsl:value-of select="key('w','coverage.open-by-hand')"/></p>
          <ul class="unread">
            <xsl:for-each select="presence/unread">
              <li><xsl:call-template name="address"/><br/><xsl:value-of select="@outcome-words"/>
                <xsl:if test="reason"><xsl:text> </xsl:text><span class="quiet" lang="{reason/@lang}">(<xsl:value-of select="reason"/>)</span></xsl:if></li>
            </xsl:for-each>
          </ul>
          <xsl:if test="@more"><p><xsl:value-of select="@more"/></p></xsl:if>
        </xsl:when>
        <xsl:when test="presence/@read='yes'"><p><xsl:value-of select="key('w','coverage.all-read')"/></p></xsl:when>
      </xsl:choose>
    </section>
  </xsl:template>

  <!-- What changed, and how it went -->
  <xsl:template match="changes">
    <section id="changes" aria-labelledby="changes-h">
      <h2 id="changes-h"><xsl:value-of select="@title"/></h2>
      <xsl:choose>
        <xsl:when test="change">
          <ul class="changes">
            <xsl:for-each select="change">
              <li class="{@kind}"><strong><xsl:value-of select="@kind-words"/></strong><xsl:value-of select="key('w','colon')"/><xsl:text> </xsl:text><xsl:value-of select="@title"/>
                <xsl:if test="text"><xsl:text> </xsl:text><xsl:value-of select="key('w','quote-open')"/><bdi><xsl:value-of select="text"/></bdi><xsl:value-of select="key('w','quote-close')"/></xsl:if>
                <xsl:if test="@since"><xsl:text> </xsl:text><span class="quiet"><xsl:value-of select="@since"/></span></xsl:if>
                <xsl:if test="@address"><br/><xsl:call-template name="address"/></xsl:if>
              </li>
            </xsl:for-each>
          </ul>
          <xsl:if test="@more"><p><xsl:value-of select="@more"/></p></xsl:if>
        </xsl:when>
        <xsl:otherwise><p><xsl:value-of select="key('w','changes.none')"/></p></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template match="history">
    <figure class="history">
      <svg viewBox="0 0 600 80" role="img" aria-labelledby="history-c">
        <xsl:for-each select="run/part[@height &gt; 0]"><rect class="{@level}" x="{@x}" y="{@y}" width="{@width}" height="{@height}"/></xsl:for-each>
      </svg>
      <figcaption id="history-c"><xsl:value-of select="key('w','history.picture')"/><xsl:value-of select="key('w','colon')"/><xsl:text> </xsl:text><xsl:value-of select="run[1]/@date"/> – <xsl:value-of select="run[last()]/@date"/></figcaption>
      <details><summary><xsl:value-of select="key('w','history.table')"/></summary>
      <div class="scroll" tabindex="0" role="group" aria-labelledby="history-c">
      <table>
        <thead><tr><th scope="col"><xsl:value-of select="key('w','column.date')"/></th>
          <th scope="col" class="n"><xsl:value-of select="key('w','level.error')"/></th>
          <th scope="col" class="n"><xsl:value-of select="key('w','level.warning')"/></th>
          <th scope="col" class="n"><xsl:value-of select="key('w','level.note')"/></th></tr></thead>
        <tbody><xsl:for-each select="run"><tr><th scope="row"><xsl:value-of select="@date"/></th><xsl:for-each select="part"><td class="n"><xsl:value-of select="@n"/></td></xsl:for-each></tr></xsl:for-each></tbody>
      </table>
      </div>
      </details>
    </figure>
  </xsl:template>

  <!-- Findings -->
  <xsl:template match="findings">
    <section id="findings" aria-labelledby="findings-h">
      <h2 id="findings-h"><xsl:value-of select="key('w','findings')"/></h2>
      <xsl:choose>
        <xsl:when test="rule">
          <xsl:if test="count(rule) &gt; 1">
            <table class="families">
              <caption><xsl:value-of select="key('w','findings.picture')"/></caption>
              <tbody>
                <xsl:for-each select="family">
                  <tr><th scope="row"><xsl:value-of select="@words"/></th>
                    <td>
                      <svg viewBox="0 0 600 20" preserveAspectRatio="none" aria-hidden="true" focusable="false"><xsl:for-each select="part"><rect class="{@level}" x="{@x}" width="{@width}" height="20"/></xsl:for-each></svg>
                      <xsl:for-each select="part"><span class="key"><i class="{@level}" aria-hidden="true"></i><xsl:value-of select="@words"/></span><xsl:text> </xsl:text></xsl:for-each>
                    </td></tr>
                </xsl:for-each>
              </tbody>
            </table>
          </xsl:if>
          <xsl:if test="count(rule) &gt; 3">
            <form class="filter" hidden="hidden">
              <label><xsl:value-of select="key('w','tool.search')"/><xsl:text> </xsl:text><input type="search" name="words"/></label>
              <label><xsl:value-of select="key('w','column.level')"/>
                <select name="level"><option value=""><xsl:value-of select="key('w','tool.all-levels')"/></option><option value="error"><xsl:value-of select="key('w','level.error')"/></option><option value="warning"><xsl:value-of select="key('w','level.warning')"/></option><option value="note"><xsl:value-of select="key('w','level.note')"/></option></select></label>
              <label><xsl:value-of select="key('w','tool.filter')"/>
                <select name="family"><option value=""><xsl:value-of select="key('w','tool.all-families')"/></option><xsl:for-each select="family"><option value="{@name}"><xsl:value-of select="@words"/></option></xsl:for-each></select></label>
              <label><xsl:value-of select="key('w','tool.sort')"/>
                <select name="sort"><option value="weight"><xsl:value-of select="key('w','tool.sort-weight')"/></option><option value="minutes"><xsl:value-of select="key('w','tool.sort-effort')"/></option><option value="places"><xsl:value-of select="key('w','tool.sort-places')"/></option></select></label>
              <output data-words="{key('w','tool.shown')}"></output>
            </form>
          </xsl:if>
          <div class="rules"><xsl:apply-templates select="rule"/></div>
          <xsl:if test="@more"><p><xsl:value-of select="@more"/></p></xsl:if>
        </xsl:when>
        <xsl:otherwise><p><xsl:value-of select="key('w','findings.none')"/></p></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template match="findings/rule">
    <article class="rule {@level}" id="{@anchor}" aria-labelledby="{@anchor}-h" data-level="{@level}" data-family="{@family}" data-minutes="{@minutes}" data-places="{@n-places}" data-weight="{position()}">
      <p class="meta"><xsl:call-template name="level"/><span><xsl:value-of select="@family-words"/></span></p>
      <h3 id="{@anchor}-h"><xsl:value-of select="@title"/></h3>
      <p class="meta"><span><xsl:value-of select="@basis"/></span><span><xsl:value-of select="@places"/></span><xsl:if test="@effort"><span><xsl:value-of select="@effort"/></span></xsl:if></p>
      <xsl:apply-templates select="group"/>
      <xsl:if test="@more"><p class="quiet"><xsl:value-of select="@more"/></p></xsl:if>
      <xsl:if test="why"><h4><xsl:value-of select="key('w','finding.why')"/></h4><p><xsl:value-of select="why"/></p></xsl:if>
      <xsl:call-template name="remedy"><xsl:with-param name="anchor" select="@anchor"/></xsl:call-template>
      <xsl:if test="clause">
        <h4><xsl:value-of select="key('w','finding.says')"/></h4>
        <ul class="clauses"><xsl:apply-templates select="clause[1]"/></ul>
        <xsl:if test="clause[2]">
          <details>
            <summary><xsl:value-of select="@more-clauses"/></summary>
            <ul class="clauses"><xsl:apply-templates select="clause[position() &gt; 1]"/></ul>
          </details>
        </xsl:if>
      </xsl:if>
      <details class="decide">
        <summary><xsl:value-of select="key('w','finding.decide-title')"/></summary>
        <p><xsl:value-of select="key('w','finding.decide')"/></p>
        <pre tabindex="0"><code><xsl:value-of select="draft"/></code></pre>
        <p class="quiet"><code><xsl:value-of select="@id"/></code><xsl:if test="@counts"> · <xsl:value-of select="key('w','finding.counts')"/></xsl:if></p>
      </details>
    </article>
  </xsl:template>

  <!-- What to do, for a rule or for one of its groups -->
  <xsl:template name="remedy">
    <xsl:param name="anchor"/>
    <xsl:if test="step">
      <h4><xsl:choose><xsl:when test="group/step"><xsl:value-of select="key('w','finding.fix-all')"/></xsl:when><xsl:otherwise><xsl:value-of select="key('w','finding.fix')"/></xsl:otherwise></xsl:choose></h4>
      <xsl:choose>
        <xsl:when test="count(step) = 1"><p><xsl:value-of select="step"/></p></xsl:when>
        <xsl:otherwise><ol><xsl:for-each select="step"><li><xsl:value-of select="."/></li></xsl:for-each></ol></xsl:otherwise>
      </xsl:choose>
    </xsl:if>
    <xsl:for-each select="snippet">
      <xsl:call-template name="draft">
        <xsl:with-param name="id" select="concat($anchor, '-t-', @lang)"/>
        <xsl:with-param name="words"><xsl:value-of select="key('w','finding.paste')"/><xsl:if test="../snippet[2]"><xsl:value-of select="key('w','colon')"/><xsl:text> </xsl:text><xsl:value-of select="@language"/></xsl:if></xsl:with-param>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:if test="known-by"><h4><xsl:value-of select="key('w','finding.known-by')"/></h4><p><xsl:value-of select="known-by"/></p></xsl:if>
  </xsl:template>

  <!-- Words to paste: the plain text, and folded below it the same as HTML -->
  <xsl:template name="draft">
    <xsl:param name="id"/><xsl:param name="words"/>
    <xsl:if test="plain">
      <div class="paste">
        <h4><label for="{$id}"><xsl:value-of select="$words"/></label></h4>
        <textarea id="{$id}" lang="{@lang}" readonly="readonly" rows="{plain/@rows}" spellcheck="false"><xsl:value-of select="plain"/></textarea>
        <div class="printed" lang="{@lang}" aria-hidden="true"><xsl:value-of select="plain"/></div>
        <xsl:if test="@hints"><p class="quiet"><xsl:value-of select="key('w','finding.paste-hint')"/></p></xsl:if>
        <button type="button" hidden="hidden" data-do="copy" data-other="{key('w','tool.copied')}"><xsl:value-of select="key('w','tool.copy')"/></button>
      </div>
    </xsl:if>
    <details class="paste">
      <summary><xsl:choose><xsl:when test="plain"><xsl:value-of select="key('w','finding.paste-html')"/></xsl:when><xsl:otherwise><xsl:value-of select="$words"/></xsl:otherwise></xsl:choose></summary>
      <label for="{$id}-html"><xsl:value-of select="key('w','finding.paste-where')"/></label>
      <textarea id="{$id}-html" class="code" readonly="readonly" rows="{html/@rows}" spellcheck="false"><xsl:value-of select="html"/></textarea>
      <button type="button" hidden="hidden" data-do="copy" data-other="{key('w','tool.copied')}"><xsl:value-of select="key('w','tool.copy')"/></button>
    </details>
  </xsl:template>

  <!-- The practice as structured data, which belongs to no single finding -->
  <xsl:template match="structured">
    <section id="structured" aria-labelledby="structured-h">
      <h2 id="structured-h"><xsl:value-of select="key('w','structured')"/></h2>
      <p class="lead"><xsl:value-of select="key('w','structured.lead')"/></p>
      <xsl:for-each select="snippet">
        <xsl:call-template name="draft">
          <xsl:with-param name="id" select="concat('structured-', @lang)"/>
          <xsl:with-param name="words"><xsl:value-of select="key('w','structured.show')"/><xsl:if test="../snippet[2]"><xsl:value-of select="key('w','colon')"/><xsl:text> </xsl:text><xsl:value-of select="@language"/></xsl:if></xsl:with-param>
        </xsl:call-template>
      </xsl:for-each>
    </section>
  </xsl:template>

  <xsl:template match="clause">
    <li>
      <strong><xsl:value-of select="@label"/></strong>
      <xsl:if test="@force"><xsl:text> </xsl:text><span class="quiet">(<xsl:value-of select="@force"/>)</span></xsl:if>
      <xsl:if test="says"><br/><xsl:value-of select="says"/></xsl:if>
      <br/><span class="verified {@verified}"><xsl:value-of select="@verified-words"/></span>
      <xsl:if test="@link"> · <a href="{@link}" rel="noreferrer noopener nofollow"><xsl:value-of select="key('w','clause.document')"/><span class="hide"><xsl:value-of select="key('w','colon')"/><xsl:text> </xsl:text><xsl:value-of select="@label"/></span></a></xsl:if>
    </li>
  </xsl:template>

  <xsl:template match="group">
    <div class="group">
      <xsl:if test="message and (position() = 1 or not(message = preceding-sibling::group[1]/message))"><p class="message"><xsl:value-of select="message"/></p></xsl:if>
      <xsl:apply-templates select="quote"/>
      <xsl:if test="@unseen"><p class="quiet"><xsl:value-of select="key('w','finding.not-seen')"/></p></xsl:if>
      <xsl:if test="@known"><p class="quiet"><xsl:value-of select="key('w','finding.known')"/></p></xsl:if>
      <xsl:if test="@decision"><p class="decision"><xsl:value-of select="@decision"/></p></xsl:if>
      <xsl:if test="place"><ul class="places"><xsl:apply-templates select="place[position() &lt;= 5]"/></ul></xsl:if>
      <xsl:if test="place/@selector">
        <details class="code">
          <summary><xsl:value-of select="key('w','finding.selector')"/></summary>
          <ul><xsl:for-each select="place[@selector][position() &lt;= 5]"><li><bdi class="address"><xsl:value-of select="@address"/></bdi><xsl:if test="@line"><xsl:text>, </xsl:text><xsl:value-of select="@line"/></xsl:if><br/><code><xsl:value-of select="@selector"/></code></li></xsl:for-each></ul>
        </details>
      </xsl:if>
      <xsl:if test="place[6] or @hidden">
        <details>
          <summary><xsl:value-of select="key('w','finding.where')"/><xsl:value-of select="key('w','colon')"/><xsl:text> </xsl:text><xsl:value-of select="@places"/></summary>
          <xsl:if test="place[6]"><ul class="places"><xsl:apply-templates select="place[position() &gt; 5]"/></ul></xsl:if>
          <xsl:if test="@hidden"><p class="quiet"><xsl:value-of select="@hidden"/></p></xsl:if>
        </details>
      </xsl:if>
      <xsl:call-template name="remedy"><xsl:with-param name="anchor" select="concat(../@anchor, '-', position())"/></xsl:call-template>
    </div>
  </xsl:template>

  <xsl:template match="quote">
    <blockquote>
      <xsl:if test="@lang and @lang != $lang"><xsl:attribute name="lang"><xsl:value-of select="@lang"/></xsl:attribute></xsl:if>
      <bdi><xsl:if test="before"><span class="context">… <xsl:value-of select="before"/></span><xsl:text> </xsl:text></xsl:if>
      <mark><xsl:value-of select="text"/></mark>
      <xsl:if test="after"><xsl:text> </xsl:text><span class="context"><xsl:value-of select="after"/> …</span></xsl:if></bdi>
    </blockquote>
  </xsl:template>

  <xsl:template match="place">
    <li>
      <xsl:call-template name="address"/>
      <xsl:if test="@under"><xsl:text> </xsl:text><span class="quiet"><xsl:value-of select="@under"/></span></xsl:if>
      <xsl:if test="@at"><span class="screen"> · <a class="at" href="{@at}" rel="noreferrer noopener nofollow"><xsl:value-of select="key('w','finding.open-at')"/></a></span></xsl:if>
    </li>
  </xsl:template>

  <!-- What could not be told, what was not read -->
  <xsl:template match="eyes">
    <section id="eyes" aria-labelledby="eyes-h">
      <h2 id="eyes-h"><xsl:value-of select="key('w','eyes')"/></h2>
      <xsl:choose>
        <xsl:when test="check">
          <p class="lead"><xsl:value-of select="key('w','eyes.lead')"/></p>
          <ul class="checks">
            <xsl:for-each select="check">
              <li><h3><xsl:value-of select="@title"/></h3>
                <ul><xsl:for-each select="subject"><li><xsl:if test="@address"><xsl:call-template name="address"/><xsl:if test="reason"><br/></xsl:if></xsl:if><xsl:value-of select="reason"/></li></xsl:for-each></ul>
                <xsl:if test="@more"><p class="quiet"><xsl:value-of select="@more"/></p></xsl:if>
                <p class="answer"><span class="box" aria-hidden="true"></span> <xsl:value-of select="key('w','eyes.yes')"/><xsl:text> </xsl:text><span class="box" aria-hidden="true"></span> <xsl:value-of select="key('w','eyes.no')"/></p>
              </li>
            </xsl:for-each>
          </ul>
        </xsl:when>
        <xsl:otherwise><p><xsl:value-of select="key('w','eyes.none')"/></p></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template name="by-hand">
    <xsl:if test="coverage/presence[unread or @read='no']">
      <section id="hand" aria-labelledby="hand-h">
        <h2 id="hand-h"><xsl:value-of select="key('w','hand')"/></h2>
        <p class="lead"><xsl:value-of select="key('w','hand.lead')"/></p>
        <div class="scroll" tabindex="0" role="group" aria-labelledby="hand-h">
          <table class="hand">
            <thead><tr><th scope="col"><xsl:value-of select="key('w','column.page')"/></th><th scope="col"><xsl:value-of select="key('w','column.reason')"/></th><th scope="col"><xsl:value-of select="key('w','eyes.looked')"/></th><th scope="col"><xsl:value-of select="key('w','eyes.by')"/></th></tr></thead>
            <tbody>
              <xsl:for-each select="coverage/presence[@read='no' and not(unread)] | coverage/presence/unread[position() &lt;= 30]">
                <tr><th scope="row"><xsl:call-template name="address"/></th>
                  <td><xsl:choose><xsl:when test="@outcome-words"><xsl:value-of select="@outcome-words"/></xsl:when><xsl:otherwise><xsl:value-of select="key('w','coverage.whole')"/></xsl:otherwise></xsl:choose></td>
                  <td class="blank"></td><td class="blank"></td></tr>
              </xsl:for-each>
            </tbody>
          </table>
        </div>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- The same facts in every place -->
  <xsl:template match="matrix">
    <section id="matrix" aria-labelledby="matrix-h">
      <h2 id="matrix-h"><xsl:value-of select="key('w','matrix')"/></h2>
      <p class="lead"><xsl:value-of select="key('w','matrix.lead')"/></p>
      <div class="scroll" tabindex="0" role="group" aria-labelledby="matrix-h">
        <table class="matrix">
          <thead><tr><th scope="col"><xsl:value-of select="key('w','matrix.fact')"/></th><xsl:for-each select="column"><th scope="col"><xsl:call-template name="address"/></th></xsl:for-each></tr></thead>
          <tbody>
            <xsl:for-each select="row">
              <tr><th scope="row"><xsl:value-of select="@fact"/><xsl:if test="@verdict"><br/><span class="verdict {@differs}"><xsl:value-of select="@verdict"/></span></xsl:if></th>
                <xsl:for-each select="cell">
                  <td><xsl:choose>
                    <xsl:when test="value"><xsl:for-each select="value"><bdi><xsl:value-of select="."/></bdi><xsl:if test="position() != last()"><br/></xsl:if></xsl:for-each></xsl:when>
                    <xsl:when test="@read='no'"><span class="quiet"><xsl:value-of select="key('w','matrix.unread')"/></span></xsl:when>
                    <xsl:otherwise><span class="quiet"><xsl:value-of select="key('w','matrix.none')"/></span></xsl:otherwise>
                  </xsl:choose></td>
                </xsl:for-each>
              </tr>
            </xsl:for-each>
          </tbody>
        </table>
      </div>
    </section>
  </xsl:template>

  <!-- Letters that stand beside the report -->
  <xsl:template match="letters">
    <section id="letters" aria-labelledby="letters-h">
      <h2 id="letters-h"><xsl:value-of select="key('w','letters')"/></h2>
      <p class="lead"><xsl:value-of select="key('w','letters.lead')"/></p>
      <ul><xsl:for-each select="letter"><li><a href="{@file}"><xsl:value-of select="@file"/></a> – <xsl:call-template name="address"/></li></xsl:for-each></ul>
    </section>
  </xsl:template>

  <!-- What is in order, what was not checked -->
  <xsl:template match="passed">
    <section id="passed" aria-labelledby="passed-h">
      <h2 id="passed-h"><xsl:value-of select="key('w','passed')"/></h2>
      <xsl:choose>
        <xsl:when test="check">
          <p class="lead"><xsl:value-of select="key('w','passed.lead')"/></p>
          <xsl:if test="check[@required]">
            <h3><xsl:value-of select="key('w','passed.shown')"/></h3>
            <xsl:for-each select="check[@required]"><xsl:call-template name="passed"/></xsl:for-each>
          </xsl:if>
          <xsl:if test="check[not(@required)]">
            <h3><xsl:value-of select="key('w','passed.clear')"/></h3>
            <ul class="clear"><xsl:for-each select="check[not(@required)]"><li><xsl:value-of select="@title"/><xsl:if test="@mixed"><span class="quiet"><br/><xsl:value-of select="key('w','passed.only')"/><xsl:for-each select="subject[@address]"><xsl:text> </xsl:text><xsl:call-template name="address"/><xsl:if test="position() != last()">,</xsl:if></xsl:for-each></span></xsl:if></li></xsl:for-each></ul>
          </xsl:if>
        </xsl:when>
        <xsl:otherwise><p><xsl:value-of select="key('w','passed.none')"/></p></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template name="passed">
    <details>
      <summary><xsl:value-of select="@title"/></summary>
      <xsl:for-each select="subject">
        <p><xsl:if test="@address"><xsl:call-template name="address"/></xsl:if><xsl:if test="reason"><xsl:text> </xsl:text><xsl:value-of select="reason"/></xsl:if></p>
        <xsl:for-each select="proof"><xsl:apply-templates select="quote"/><p class="quiet"><xsl:value-of select="key('w','passed.seen')"/><xsl:value-of select="key('w','colon')"/><xsl:text> </xsl:text><xsl:call-template name="address"/></p></xsl:for-each>
      </xsl:for-each>
      <xsl:if test="@more"><p class="quiet"><xsl:value-of select="@more"/></p></xsl:if>
    </details>
  </xsl:template>

  <xsl:template match="inapplicable">
    <section id="inapplicable" aria-labelledby="inapplicable-h">
      <h2 id="inapplicable-h"><xsl:value-of select="key('w','inapplicable')"/></h2>
      <ul><xsl:for-each select="check"><li><strong><xsl:value-of select="@title"/></strong><xsl:if test="subject/reason"><br/><xsl:value-of select="subject/reason"/></xsl:if></li></xsl:for-each></ul>
    </section>
  </xsl:template>

  <!-- Decisions: struck through and apart, never gone -->
  <xsl:template match="decisions">
    <section id="decisions" aria-labelledby="decisions-h">
      <h2 id="decisions-h"><xsl:value-of select="key('w','decisions')"/></h2>
      <p class="lead"><xsl:value-of select="key('w','decisions.lead')"/></p>
      <ul class="decisions">
        <xsl:for-each select="decision">
          <li class="{@state}"><strong><xsl:value-of select="@title"/></strong> · <xsl:value-of select="@state-words"/><xsl:if test="@until"> · <xsl:value-of select="@until"/></xsl:if> · <xsl:value-of select="@covers"/>
            <xsl:if test="reason"><br/><bdi><xsl:value-of select="reason"/></bdi></xsl:if>
            <xsl:if test="text"><br/><xsl:value-of select="key('w','quote-open')"/><bdi><xsl:value-of select="text"/></bdi><xsl:value-of select="key('w','quote-close')"/></xsl:if>
            <xsl:if test="@address"><br/><xsl:call-template name="address"/></xsl:if></li>
        </xsl:for-each>
      </ul>
      <xsl:for-each select="../accepted/rule">
        <div class="accepted"><h3><s><xsl:value-of select="@title"/></s></h3><xsl:apply-templates select="group"/></div>
      </xsl:for-each>
    </section>
  </xsl:template>

  <xsl:template match="checklist">
    <section id="checklist" aria-labelledby="checklist-h">
      <h2 id="checklist-h"><xsl:value-of select="key('w','checklist')"/></h2>
      <p class="lead"><xsl:value-of select="key('w','checklist.lead')"/></p>
      <ol class="points">
        <xsl:for-each select="point"><li class="{@state}"><xsl:value-of select="."/> – <strong class="point {@state}"><xsl:value-of select="@state-words"/></strong></li></xsl:for-each>
      </ol>
    </section>
  </xsl:template>

  <xsl:template match="advice">
    <section id="advice" aria-labelledby="advice-h">
      <h2 id="advice-h"><xsl:value-of select="key('w','advice')"/></h2>
      <p class="lead"><xsl:value-of select="key('w','advice.lead')"/></p>
      <ul><xsl:for-each select="line"><li><xsl:value-of select="."/></li></xsl:for-each></ul>
    </section>
  </xsl:template>

  <!-- Annexes -->
  <xsl:template match="pages">
    <section id="pages" class="annex" aria-labelledby="pages-h">
      <h2 id="pages-h"><xsl:value-of select="key('w','pages')"/></h2>
      <details>
        <summary><xsl:value-of select="@count"/></summary>
        <div class="scroll" tabindex="0" role="group" aria-labelledby="pages-h">
          <table>
            <thead><tr><th scope="col"><xsl:value-of select="key('w','column.page')"/></th><th scope="col"><xsl:value-of select="key('w','column.status')"/></th><th scope="col"><xsl:value-of select="key('w','column.language')"/></th><th scope="col" class="n"><xsl:value-of select="key('w','column.words')"/></th></tr></thead>
            <tbody><xsl:for-each select="page"><tr>
              <th scope="row"><xsl:if test="title"><bdi><xsl:value-of select="title"/></bdi><br/></xsl:if><xsl:call-template name="address"/></th>
              <td><xsl:value-of select="@outcome-words"/><xsl:if test="@status and @status != 200"> (<xsl:value-of select="@status"/>)</xsl:if></td>
              <td><xsl:value-of select="@language"/></td><td class="n"><xsl:value-of select="@words"/></td></tr></xsl:for-each></tbody>
          </table>
        </div>
        <xsl:if test="@more"><p class="quiet"><xsl:value-of select="@more"/></p></xsl:if>
      </details>
    </section>
  </xsl:template>

  <xsl:template match="method">
    <section id="method" class="annex" aria-labelledby="method-h">
      <h2 id="method-h"><xsl:value-of select="key('w','method')"/></h2>
      <p><xsl:value-of select="key('w','method.text')"/></p>
      <p><xsl:value-of select="key('w','method.limits')"/></p>
      <p class="gate {../status/@outcome}"><xsl:value-of select="../status/@gate"/></p>
      <h3><xsl:value-of select="key('w','glossary')"/></h3>
      <dl class="glossary">
        <dt><xsl:value-of select="key('w','glossary.presence')"/></dt><dd><xsl:value-of select="key('w','glossary.presence.text')"/></dd>
        <dt><xsl:value-of select="key('w','glossary.finding')"/></dt><dd><xsl:value-of select="key('w','glossary.finding.text')"/></dd>
        <dt><xsl:value-of select="key('w','glossary.level')"/></dt><dd><xsl:value-of select="key('w','glossary.level.text')"/></dd>
        <dt><xsl:value-of select="key('w','glossary.cannot-tell')"/></dt><dd><xsl:value-of select="key('w','glossary.cannot-tell.text')"/></dd>
      </dl>
      <details>
        <summary><xsl:value-of select="key('w','method.rules')"/></summary>
        <ul><xsl:for-each select="rule"><li><xsl:value-of select="@title"/><xsl:text> </xsl:text><span class="quiet"><code><xsl:value-of select="@id"/></code> · <xsl:value-of select="@pack"/> · <xsl:value-of select="@revision"/> · <xsl:value-of select="@level-words"/> · <xsl:value-of select="@basis"/></span></li></xsl:for-each></ul>
      </details>
      <details>
        <summary><xsl:value-of select="key('w','method.documents')"/></summary>
        <ul><xsl:for-each select="document"><li><strong><xsl:value-of select="@title"/></strong><xsl:if test="@edition">, <xsl:value-of select="@edition"/></xsl:if><xsl:if test="@date"> (<xsl:value-of select="@date"/>)</xsl:if><xsl:if test="@authority"><br/><xsl:value-of select="@authority"/></xsl:if><xsl:if test="@address"><br/><xsl:call-template name="address"/></xsl:if></li></xsl:for-each></ul>
      </details>
    </section>
  </xsl:template>
</xsl:stylesheet>
