<?xml version="1.0" encoding="UTF-8"?>
<!--
  report.xsl - lays out the document that report_xml.c makes. Words come from words.xml by their key; whatever holds a
  count, a date or a stranger's text is worded already. Order of sections: what to do, what was looked at, what was found, the rest.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:include href="head.xsl"/>
  <xsl:include href="coverage.xsl"/>
  <xsl:include href="findings.xsl"/>
  <xsl:include href="remedy.xsl"/>
  <xsl:include href="checks.xsl"/>
  <xsl:include href="annexes.xsl"/>
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

  <!-- An address: a link where it may be one, never guessed from its text -->
  <xsl:template name="address">
    <xsl:choose>
      <xsl:when test="@link"><a class="address" href="{@link}" rel="noreferrer noopener nofollow"><bdi><xsl:value-of select="@address"/></bdi></a></xsl:when>
      <xsl:otherwise><bdi class="address"><xsl:value-of select="@address"/></bdi></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="level">
    <span class="level {@level}"><xsl:value-of select="@level-words"/></span>
  </xsl:template>
</xsl:stylesheet>
