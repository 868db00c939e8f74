<?xml version="1.0" encoding="UTF-8"?>
<!-- checks.xsl - the checks that are no findings: open ones, the matrix, what is in order, decisions, the checklist. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
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
          <xsl:if test="check[not(@required or @mixed)]">
            <h3><xsl:value-of select="key('w','passed.clear')"/></h3>
            <ul class="clear"><xsl:for-each select="check[not(@required or @mixed)]"><li><xsl:value-of select="@title"/></li></xsl:for-each></ul>
          </xsl:if>
          <xsl:if test="check[not(@required) and @mixed]">
            <details>
              <summary><xsl:value-of select="key('w','passed.mixed')"/></summary>
              <ul class="mixed"><xsl:for-each select="check[not(@required) and @mixed]"><li><xsl:value-of select="@title"/><xsl:if test="subject[@address]"><span class="quiet"><br/><xsl:value-of select="key('w','passed.not-at')"/><xsl:for-each select="subject[@address]"><xsl:text> </xsl:text><xsl:call-template name="address"/><xsl:if test="position() != last()">,</xsl:if></xsl:for-each></span></xsl:if></li></xsl:for-each></ul>
            </details>
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
</xsl:stylesheet>
