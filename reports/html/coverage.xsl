<?xml version="1.0" encoding="UTF-8"?>
<!-- coverage.xsl - what was read and what was not, what changed since, what to look at by hand. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
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
</xsl:stylesheet>
